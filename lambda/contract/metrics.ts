/**
 * What the functions count and time, by metric name, with CloudWatch's unit. All functions of a stage write to one
 * namespace and one set of names: a metric is billed by name and dimensions, however many functions write to it.
 *
 * Requests: frames that were answered. Faults: those among them that ended with a fault of ours, not of the request.
 * SendLatency: from API Gateway's receipt of a sendMessage to its answer, cold start included; acknowledged ones only.
 * Posts: all posts to sockets. PostsGone: answered 410. PostsThrottled: answered 429. PostsFailed: any other failure.
 * DispatchFailures: events that were written, but neither posted nor queued; the client was told to try again.
 * JobFailures: jobs of a queue that will be delivered again. ClockBehind: entries that had to borrow a later time, by
 * more than a second, from the one before. PresenceFailures: what Valkey, or the queue by which watchers are told, did
 * not do in time. PushesFailed: refused by a platform through no fault of the phone. Refusals: error frames, with the
 * dimension `code`.
 */
export const metricUnits = {
  Requests: 'Count',
  Faults: 'Count',
  Sends: 'Count',
  SendLatency: 'Milliseconds',
  Posts: 'Count',
  PostsGone: 'Count',
  PostsThrottled: 'Count',
  PostsFailed: 'Count',
  DispatchFailures: 'Count',
  JobFailures: 'Count',
  ClockBehind: 'Count',
  PresenceFailures: 'Count',
  PushesFailed: 'Count',
  Refusals: 'Count',
} as const satisfies Record<string, 'Count' | 'Milliseconds'>;

export type MetricName = keyof typeof metricUnits;

/** The one dimension that all metrics have; Powertools adds it, and asks for it. */
export const metricsService = 'parley';

/** Where the metrics of a stage are: `Parley/prod`. */
export function metricsNamespace(stage: string): string {
  return `Parley/${stage}`;
}

/**
 * What every function is told beside the variables of its own, under the names that Powertools reads: the namespace of
 * its metrics, and the name of its handler, which stands in its logs as `service`.
 */
export type Observing = 'POWERTOOLS_METRICS_NAMESPACE' | 'POWERTOOLS_SERVICE_NAME';
