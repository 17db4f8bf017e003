import { costOf, prices } from '../../../prices/prices';
import { costOfUsage } from './cost';
import { type FlowSummary } from './decode-flow';

export interface Idle {
  readonly pings: number;
  /** USD of one, as seen here. */
  readonly perPing: number;
  /** The usual time between two pings of a socket; undefined until a socket has sent two. */
  readonly secondsBetween: number | undefined;
  /** USD for a socket that stays open for a month and does nothing else. */
  readonly perSocketMonth: number | undefined;
}

const minutesPerMonth = (365 / 12) * 24 * 60;

export const isPing = ({ name }: FlowSummary): boolean => name === 'ping';

function gapsOf(pings: readonly FlowSummary[]): number[] {
  const sockets = [...new Set(pings.map(({ connectionId }) => connectionId))];
  return sockets.flatMap((socket) => {
    const ofOne = pings.filter(({ connectionId }) => connectionId === socket);
    const times = ofOne.map(({ startedAt }) => Date.parse(startedAt)).sort((one, other) => one - other);
    return times.slice(1).map((time, index) => (time - (times[index] ?? time)) / 1000);
  });
}

const median = (numbers: readonly number[]): number | undefined =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** What sockets cost that nobody writes on. */
export function idleOf(flows: readonly FlowSummary[]): Idle {
  const pings = flows.filter(isPing);
  const spent = pings.reduce((sum, { usage }) => sum + costOfUsage(usage), 0);
  const perPing = pings.length === 0 ? 0 : spent / pings.length;
  const secondsBetween = median(gapsOf(pings));
  const minutes = costOf(minutesPerMonth, prices.gatewayMinute);
  const perSocketMonth =
    secondsBetween === undefined ? undefined : minutes + ((minutesPerMonth * 60) / secondsBetween) * perPing;
  return { pings: pings.length, perPing, secondsBetween, perSocketMonth };
}
