import { Metrics } from '@aws-lambda-powertools/metrics';
import { type MetricName, metricsService, metricUnits } from '../contract/metrics';

const namespace = process.env['POWERTOOLS_METRICS_NAMESPACE'];

/** Every function is given a namespace; what runs without one, such as a test of a handler, writes nothing. */
const published = new Metrics({
  namespace: namespace ?? 'none',
  serviceName: metricsService,
});

/** Counts of this event, by name. A slice makes hundreds of posts: one sum each, not hundreds of values. */
const counts = new Map<MetricName, number>();

/** Adds to a count; it is published with the event's other metrics. */
export function count(name: MetricName, times = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + times);
}

/** Notes how long something took, in milliseconds. */
export function time(name: MetricName, milliseconds: number): void {
  published.addMetric(name, metricUnits[name], milliseconds);
}

/** Counts one error frame by its code: in a line of its own, because a dimension holds for a whole line; and of which request. */
export function countRefusal(code: string, ids: { requestId: string; connectionId: string }): void {
  if (namespace === undefined) return;
  const metric = published.singleMetric().addDimension('code', code);
  for (const [name, id] of Object.entries(ids)) metric.addMetadata(name, id);
  metric.addMetric('Refusals', metricUnits.Refusals, 1);
}

/**
 * Writes what was counted during this event as one line in CloudWatch's embedded metric format, about 400 bytes, from
 * which CloudWatch makes metrics: no call is made. Nothing counted: no line.
 */
export function publishMetrics(): void {
  for (const [name, times] of counts) published.addMetric(name, metricUnits[name], times);
  counts.clear();
  if (namespace === undefined) published.clearMetrics();
  else if (published.hasStoredMetrics()) published.publishStoredMetrics();
}
