import { metricUnits } from '../../lambda/contract/metrics';
import { errorCodes } from '../../protocol';
import { prices } from '../../prices/prices';
import { assume } from './assumptions';
import { type CostLine, line } from './cost-lines';
import { secondsPerMonth } from './volumes';

/** What a deployed stage in prod is billed for whether anybody uses it or not. A test counts it in the templates. */
export const standing = {
  endpointZones: 2,
  queueReaders: 5,
  /** An alarm that divides or adds up is billed for each metric that it reads. */
  alarmMetrics: 61,
  dashboards: 1,
  keys: 1,
  /** One of the names has the code of an error as a dimension. */
  metrics: Object.keys(metricUnits).length - 1 + Object.keys(errorCodes).length,
} as const;

const hours = secondsPerMonth / 3600;

/** Lambda asks a queue with five pollers, each of which waits for 20 seconds when it is empty. */
const pollsPerReader = (5 * secondsPerMonth) / 20;

/** A serverless cache is billed for at least so much. */
const cacheGb = 0.1;

/** The lines of so many cells: their standing parts, and a cache that holds so many sockets in all. */
export function standingLines(cells: number, sockets: number): CostLine[] {
  const sweeps = cells * (secondsPerMonth / 60);
  const sweepSeconds = (sweeps * assume('sweepMs')) / 1000;
  const gb = Math.max(cells * cacheGb, (sockets * assume('presenceBytes')) / 1e9);
  const parts: [string, number, CostLine['basis'], keyof typeof prices][] = [
    ['Valkey storage, GB-h', gb * hours, 'assumed', 'valkeyGbHour'],
    ['SQS endpoint, hours in zones', cells * standing.endpointZones * hours, 'given', 'endpointHour'],
    ['SQS polls of empty queues', cells * standing.queueReaders * pollsPerReader, 'given', 'sqsRequest'],
    ['Lease sweep: Lambda requests', sweeps, 'given', 'lambdaRequest'],
    ['Lease sweep: Lambda GB-s', sweepSeconds * assume('functionGb'), 'assumed', 'lambdaGbSecond'],
    ['Metrics', cells * standing.metrics, 'given', 'metricMonth'],
    ['Alarms, metrics that they read', cells * standing.alarmMetrics, 'given', 'alarmMetricMonth'],
    ['Dashboards', cells * standing.dashboards, 'given', 'dashboardMonth'],
    ['KMS keys', cells * standing.keys, 'given', 'kmsKeyMonth'],
  ];
  return parts.map(([name, units, basis, price]) => line(name, units, { tiers: prices[price], basis }));
}
