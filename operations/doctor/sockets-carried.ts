import { type Needs } from './check-quotas';
import { type Finding, ok } from './finding';

/**
 * Frames and handshakes per second and open socket at the busiest second, pings aside: what `npm run plan` says of its
 * default traffic. A test compares.
 */
export const framesOfPeople = 0.0293;

/** How much of a limit the plan dares to use. */
const fullAt = 0.7;

/** For how many open sockets the rate is that a stage accepts frames at; posts to them do not count against it. */
export function socketsCarried({
  requestsPerSecond,
  heartbeatSeconds,
}: Pick<Needs, 'requestsPerSecond' | 'heartbeatSeconds'>): Finding {
  const sockets = (fullAt * requestsPerSecond) / (framesOfPeople + 1 / heartbeatSeconds);
  return ok(
    'throttleRate',
    `${requestsPerSecond} frames a second carry about ${whole(sockets)} open sockets (at ${100 * fullAt} % of it, with the plan's traffic); ` +
      `pings alone, every ${heartbeatSeconds} s, use it up at ${whole(requestsPerSecond * heartbeatSeconds)}. Yours: npm run plan -- --show throttle`,
  );
}

/** Rounded down to two digits, with commas. */
function whole(value: number): string {
  const step = Math.max(1, 10 ** (Math.floor(Math.log10(value)) - 1));
  return (Math.floor(value / step + 1e-9) * step).toLocaleString('en-US');
}
