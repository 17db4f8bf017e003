export interface ReorderingOptions {
  readonly seed: number;
  /** How much later than it arrived a message may reach its function. @default 50 */
  readonly maxDelayMs?: number;
}

const MAX_DELAY_MS = 50;

/** Numbers in, a well mixed fraction of one out; the same for the same numbers (the finalizer of MurmurHash3). */
const fractionOf = (...numbers: readonly number[]): number => {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 32;
};

/**
 * AWS promises no order among the messages of a connection. Where one would seldom see them change places, this holds
 * each back for a time that depends on nothing but the seed, the connection's number and the message's number in it.
 */
export const reorderingDelayMs = (
  { seed, maxDelayMs = MAX_DELAY_MS }: ReorderingOptions,
  connection: number,
  message: number,
): number => Math.floor(fractionOf(seed, connection, message) * maxDelayMs);
