import { limits } from '../../protocol';

/** Small pages in every other run: what takes a hundred entries in earnest takes a handful then. */
export function turnKnobs(seed: number): void {
  const isSmall = seed % 2 === 0;
  Object.assign(limits, isSmall ? { pageSize: 3, entriesBehind: 8 } : { pageSize: 100, entriesBehind: 200 });
}
