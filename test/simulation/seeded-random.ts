/** From 0 up to 1, the same row for the same seed. */
export type Random = () => number;

/**
 * A stream of chance of its own for each purpose: leaving something out of a run does not change what happens to the
 * rest. (Mulberry32 over an FNV-1a hash of the name.)
 */
export function seededRandom(seed: number, purpose: string): Random {
  let state = (seed ^ 0x811c9dc5) >>> 0;
  for (let at = 0; at < purpose.length; at++) {
    state = Math.imul(state ^ purpose.charCodeAt(at), 0x01000193) >>> 0;
  }
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

export function wholeBetween(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}
