import { costOf, prices, type Tiers } from '../../../prices/prices';
import { type Usage } from './decode-flow';

export interface CostLine {
  readonly name: string;
  readonly units: number;
  readonly unit: string;
  /** USD for one unit. */
  readonly price: number;
  readonly usd: number;
}

const line = (name: string, unit: string, { units, tiers }: { units: number; tiers: Tiers }): CostLine => ({
  name,
  unit,
  units,
  price: costOf(1, tiers),
  usd: costOf(units, tiers),
});

const gigabyte = 1e9;

/** What AWS asks for, line by line, without what costs nothing. */
export function costLines(usage: Usage): CostLine[] {
  const { gatewayMessage, lambdaRequest, lambdaGbSecond, dynamoWriteUnit, dynamoReadUnit } = prices;
  return [
    line('API Gateway messages', 'message', { units: usage.gatewayMessages, tiers: gatewayMessage }),
    line('Lambda requests', 'request', { units: usage.lambdaRequests, tiers: lambdaRequest }),
    line('Lambda time, arm64', 'GB-s', { units: usage.lambdaGbSeconds, tiers: lambdaGbSecond }),
    line('DynamoDB writes', 'WRU', { units: usage.writeUnits, tiers: dynamoWriteUnit }),
    line('DynamoDB reads', 'RRU', { units: usage.readUnits, tiers: dynamoReadUnit }),
    line('SQS requests', 'request', { units: usage.queueRequests, tiers: prices.sqsRequest }),
    line('SNS mobile push', 'push', { units: usage.pushes, tiers: prices.snsPush }),
    line('Data to clients', 'GB', { units: usage.outBytes / gigabyte, tiers: prices.egressGb }),
  ].filter(({ units }) => units > 0);
}

export const costOfUsage = (usage: Usage): number => costLines(usage).reduce((sum, { usd }) => sum + usd, 0);

/** Three digits that count, never in powers of ten: $0.0000123. */
export function dollars(usd: number): string {
  if (usd === 0) return '$0';
  const places = Math.max(2, Math.min(15, 2 - Math.floor(Math.log10(usd))));
  return `$${usd.toFixed(places)}`;
}

/** The same for a million of them. */
export const perMillion = (usd: number): string => `$${(usd * 1e6).toFixed(2)}`;

/** Amounts of a bill: whole ones as they are, others with three digits. */
export const amount = (units: number): string =>
  Number.isInteger(units)
    ? String(units)
    : units >= 1
      ? units.toFixed(2)
      : units.toPrecision(3).replace(/e.*/, (power) => ` × 10^${power.slice(1)}`);
