import { floorTolerance } from '../../lambda/domain/log-end';
import { limits } from '../../protocol';

/**
 * Small pages in every other run: what takes a hundred entries in earnest takes a handful then. Where entries are kept
 * for seconds, all clocks are right.
 */
export function turnKnobs(seed: number, isForgetful: boolean): void {
  const isSmall = seed % 2 === 0;
  Object.assign(limits, isSmall ? { pageSize: 3, entriesBehind: 8 } : { pageSize: 100, entriesBehind: 200 });
  floorTolerance.seconds = isForgetful ? 0 : 3600;
}
