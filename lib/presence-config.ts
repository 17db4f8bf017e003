import { option, refusal, wholeNumber, type Given } from './config-option';

export interface PresenceConfig {
  /**
   * How often clients ping, in seconds: 5 to 540 (API Gateway closes a socket that is idle for 600). Pings are most of
   * what a quiet system costs: see docs/scale.md. @default 20
   */
  readonly heartbeatSeconds: number;
  /**
   * How long a ping keeps its sender online, in seconds: up to 1,080, and 3 more than heartbeatSeconds at least. Who is
   * silent for longer is offline, and their socket is closed. @default half as long again as heartbeatSeconds: 30
   */
  readonly leaseSeconds: number;
}

export const presenceOptions = {
  heartbeatSeconds: option('heartbeatSeconds', wholeNumber(5, 540), 20),
  leaseSeconds: option<number | undefined>('leaseSeconds', wholeNumber(8, 1_080), undefined),
};

/** A ping takes its time, and timers are late: a lease without room for that would end between two pings. */
const roomSeconds = 3;

/** @throws ConfigError for a lease that ends before the next ping is due. */
export function presenceOf(given: Given): PresenceConfig {
  const heartbeatSeconds = presenceOptions.heartbeatSeconds(given);
  const leaseSeconds = presenceOptions.leaseSeconds(given) ?? Math.ceil(1.5 * heartbeatSeconds);
  const least = heartbeatSeconds + roomSeconds;
  if (leaseSeconds < least) {
    const words = `a whole number from ${least} to 1080, because heartbeatSeconds is ${heartbeatSeconds}`;
    throw refusal('leaseSeconds', leaseSeconds, words);
  }
  return { heartbeatSeconds, leaseSeconds };
}
