import { clockText, listText } from './when';

export interface MuteChoice {
  readonly text: string;
  readonly untilOf: (now: number) => Date;
}

const hourMs = 3_600_000;

/** The server keeps a time, not a switch: for ever is a time that nobody waits for. */
const forever = new Date('9999-12-31T00:00:00.000Z');

export const muteChoices: readonly MuteChoice[] = [
  { text: 'For one hour', untilOf: (now) => new Date(now + hourMs) },
  { text: 'For eight hours', untilOf: (now) => new Date(now + 8 * hourMs) },
  { text: 'For a week', untilOf: (now) => new Date(now + 7 * 24 * hourMs) },
  { text: 'Until I turn it off', untilOf: () => forever },
];

export function isMuted(mutedUntil: string | undefined, now: number): boolean {
  return mutedUntil !== undefined && Date.parse(mutedUntil) > now;
}

/** How long it lasts, in words for the one who chose it. */
export function mutedText(mutedUntil: string, now: number): string {
  const until = Date.parse(mutedUntil);
  if (until >= forever.getTime()) return 'Muted';
  const isToday = new Date(until).toDateString() === new Date(now).toDateString();
  return `Muted until ${isToday ? '' : `${listText(until, now)}, `}${clockText(until)}`;
}
