import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { metricsNamespace, metricsService, type MetricName } from '../../lambda/contract/metrics';
import { type Config } from '../config';
import { type ChatFunction } from './chat-function';

/**
 * One thing that can go wrong, and from when on somebody should look. It is declared beside the construct that it
 * watches and made in the Operations stack: who changes the construct sees it, and a new threshold deploys nothing that
 * runs.
 */
export interface Watch {
  /** Stable, unique in a stage: it names the alarm, and its chapter in docs/operations.md. */
  readonly name: string;
  /** What it means when the alarm goes off, in a sentence. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** Above this the alarm goes off. */
  readonly threshold: number;
  /** How many of the last five minutes must be above, so that a single spike calls nobody: 1 to 5. */
  readonly minutes: number;
}

export const minute = Duration.minutes(1);

/** A metric of our own functions, over all of them. */
export function ownMetric({ stage }: Config, metricName: MetricName, statistic = 'Sum'): Metric {
  return new Metric({
    namespace: metricsNamespace(stage),
    metricName,
    dimensionsMap: { service: metricsService },
    statistic,
    period: minute,
  });
}

/** `part` in percent of `whole`; 0 below `least` of the whole, where a single one would be many percent. */
export function share(part: IMetric, whole: IMetric, least: number): MathExpression {
  return new MathExpression({
    expression: `IF(whole >= ${least}, 100 * part / whole, 0)`,
    usingMetrics: { part, whole },
    label: 'percent',
    period: minute,
  });
}

export function sum(metrics: readonly IMetric[], label: string): MathExpression {
  const named = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  return new MathExpression({
    // Not m0 + m1: that has no value in a minute in which one of them has none.
    expression: `SUM([${Object.keys(named).join(', ')}])`,
    usingMetrics: named,
    label,
    period: minute,
  });
}

/** Throttles and crashes of functions that serve one purpose, at most ten: an alarm adds up no more. */
export function watchFunctions(name: string, functions: readonly ChatFunction[]): Watch[] {
  const of = (metric: 'metricThrottles' | 'metricErrors') =>
    functions.map(({ lambda }) => lambda[metric]({ period: minute, statistic: 'Sum' }));
  return [
    {
      name: `${name}-throttles`,
      meaning: 'Lambda turns calls away: the account runs as many functions at once as it may.',
      metric: sum(of('metricThrottles'), 'throttles'),
      threshold: 0,
      minutes: 2,
    },
    {
      name: `${name}-errors`,
      meaning:
        'Functions crash, run out of time or cannot start; errors that they answer are not among these.',
      metric: sum(of('metricErrors'), 'errors'),
      threshold: 0,
      minutes: 2,
    },
  ];
}

/** The cache gets more commands than it has grown for. The name is that of a serverless cache. */
export function watchCache(cacheName: string): Watch[] {
  return [
    {
      name: 'cache-throttles',
      meaning:
        'Valkey turns commands away: load grows faster than the cache does. Presence suffers, messages do not.',
      metric: new Metric({
        namespace: 'AWS/ElastiCache',
        metricName: 'ThrottledCmds',
        dimensionsMap: { clusterId: cacheName },
        statistic: 'Sum',
        period: minute,
      }),
      threshold: 0,
      minutes: 3,
    },
  ];
}
