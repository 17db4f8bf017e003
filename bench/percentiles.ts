import { percentile } from './percentile';

const columns = { p50: 0.5, p95: 0.95, p99: 0.99 };

/** Over rows of `percentiles`. */
export const heading =
  'milliseconds'.padEnd(20) +
  Object.keys(columns)
    .map((name) => name.padStart(8))
    .join('');

/** One row of a table: median, 95th and 99th percentile in milliseconds. */
export function percentiles(name: string, samples: readonly number[]): string {
  const cells = Object.values(columns).map((share) => percentile(samples, share).toFixed(1).padStart(8));
  return name.padEnd(20) + cells.join('');
}
