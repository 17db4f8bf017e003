import { randomText } from '../random-text';

/** The root of an X-Ray trace id: its version, the second it began and 24 random hex digits. */
export const traceRoot = (): string =>
  `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomText(12, 'hex')}`;
