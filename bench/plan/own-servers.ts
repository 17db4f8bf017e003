import { costOf, prices } from '../../prices/prices';
import { frames, secondsPerMonth, type Volumes } from './volumes';

const socketsPerTask = 50_000;
const framesPerTaskAndSecond = 4_000;
const cpus = 4;
const memoryGb = 8;
const socketsPerBalancerUnit = 100_000;

/**
 * What own socket servers would cost for the same frames: Fargate tasks of 4 arm64 CPUs and 8 GB for 50,000 sockets and
 * 4,000 frames a second each, behind TCP load balancers. All assumed; without the people who run them.
 */
export function ownServers(volumes: Volumes, peak: number): { tasks: number; usd: number } {
  const { sent, acknowledged, posted, receipts, opens, presence } = frames({ ...volumes, pings: 0 });
  const perSecond = ((sent + acknowledged + posted + receipts + opens + presence) * peak) / secondsPerMonth;
  const tasks = Math.max(
    2,
    Math.ceil(Math.max(volumes.sockets / socketsPerTask, perSecond / framesPerTaskAndSecond)),
  );
  const hours = (tasks * secondsPerMonth) / 3600;
  const units = volumes.sockets / socketsPerBalancerUnit;
  return {
    tasks,
    usd:
      costOf(hours * cpus, prices.fargateCpuHour) +
      costOf(hours * memoryGb, prices.fargateGbHour) +
      costOf(units, prices.balancerUnitMonth),
  };
}
