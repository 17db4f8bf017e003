/** A price per unit that falls with the amount: each step holds up to so many units in a month. USD. */
export type Tiers = readonly { upTo: number; usd: number }[];

const flat = (usd: number): Tiers => [{ upTo: Infinity, usd }];
const million = 1e6;
const billion = 1e9;
const perMillion = (usd: number) => usd / million;

/** When the list prices were read: outputs of the AWS price list and price pages, mostly in stored copies. */
export const readOn = 'August to November 2026';

/** List prices in USD for us-east-1, without free tiers and discounts. Unconfirmed: no price list was seen for it. */
export const prices = {
  gatewayMessage: [
    { upTo: billion, usd: perMillion(1) },
    { upTo: Infinity, usd: perMillion(0.8) },
  ],
  gatewayMinute: flat(perMillion(0.25)),
  lambdaRequest: flat(perMillion(0.2)),
  /** arm64, per GB and second. */
  lambdaGbSecond: [
    { upTo: 7.5 * billion, usd: 0.0000133334 },
    { upTo: 18.75 * billion, usd: 0.0000120001 },
    { upTo: Infinity, usd: 0.0000106667 },
  ],
  dynamoWriteUnit: flat(perMillion(0.625)),
  dynamoReadUnit: flat(perMillion(0.125)),
  dynamoGbMonth: flat(0.25),
  pitrGbMonth: flat(0.2),
  sqsRequest: [
    { upTo: 100 * billion, usd: perMillion(0.4) },
    { upTo: 200 * billion, usd: perMillion(0.3) },
    { upTo: Infinity, usd: perMillion(0.24) },
  ],
  /** Unconfirmed. */
  valkeyEcpu: flat(perMillion(0.0023)),
  /** Unconfirmed. */
  valkeyGbHour: flat(0.084),
  /** A request and a delivery of mobile push. */
  snsPush: flat(perMillion(0.5 + 0.5)),
  /** Tiers of vended and Lambda logs; all but the first unconfirmed. */
  logGb: [
    { upTo: 10_000, usd: 0.5 },
    { upTo: 30_000, usd: 0.25 },
    { upTo: 50_000, usd: 0.1 },
    { upTo: Infinity, usd: 0.05 },
  ],
  /** The last tier unconfirmed. */
  egressGb: [
    { upTo: 10_000, usd: 0.09 },
    { upTo: 50_000, usd: 0.085 },
    { upTo: 150_000, usd: 0.07 },
    { upTo: Infinity, usd: 0.05 },
  ],
  kmsRequest: flat(perMillion(3)),
  /** Unconfirmed, per month, as are those of metrics, alarms and dashboards. An alarm costs as much as the metrics that it reads. */
  kmsKeyMonth: flat(1),
  /** An interface endpoint in one zone. */
  endpointHour: flat(0.01),
  endpointGb: flat(0.01),
  metricMonth: flat(0.3),
  alarmMetricMonth: flat(0.1),
  dashboardMonth: flat(3),
  /** arm64, unconfirmed; per hour. Only for the comparison with own socket servers. */
  fargateCpuHour: flat(0.03238),
  fargateGbHour: flat(0.00356),
  /** A network load balancer's capacity unit, per month. */
  balancerUnitMonth: flat(4.38),
} satisfies Record<string, Tiers>;

/** What so many units cost in a month. */
export function costOf(units: number, tiers: Tiers): number {
  let below = 0;
  let usd = 0;
  for (const tier of tiers) {
    usd += Math.max(0, Math.min(units, tier.upTo) - below) * tier.usd;
    below = tier.upTo;
  }
  return usd;
}
