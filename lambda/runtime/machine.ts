import { setTimeout } from 'node:timers/promises';
import type { MetricName } from '../contract/metrics';
import type { Occurrence, Runtime } from '../domain/ports';
import { log } from './log';
import { count } from './metrics';

/** A post has its outcome counted, and itself: rates are shares of all posts. */
const metricsOf: Record<Occurrence, readonly MetricName[]> = {
  post_delivered: ['Posts'],
  post_gone: ['Posts', 'PostsGone'],
  post_throttled: ['Posts', 'PostsThrottled'],
  post_failed: ['Posts', 'PostsFailed'],
  dispatch_failed: ['DispatchFailures'],
  clock_behind: ['ClockBehind'],
  presence_failed: ['PresenceFailures'],
  push_failed: ['PushesFailed'],
};

/** The real clock, timers, randomness, log and metrics. */
export const machine: Runtime = {
  now: Date.now,
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: Math.random,
  report: (message, cause) => log.warn(message, { error: cause }),
  count: (occurrence) => {
    for (const name of metricsOf[occurrence]) count(name);
  },
};
