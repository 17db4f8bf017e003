/** Bounds of the pause before the n-th retry, in milliseconds. */
export const backoffLimits = { baseMs: 500, capMs: 30_000 } as const;

/**
 * Full jitter: anywhere between 0 and 0.5 s, 1 s, 2 s … 30 s, so that clients cut off at one moment do not return at
 * one moment. `attempt` counts from 0.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(backoffLimits.capMs, backoffLimits.baseMs * 2 ** attempt);
  return Math.floor(random() * ceiling);
}
