/** One row of a table: median, 95th and 99th percentile in milliseconds. */
export function percentiles(name: string, samples: readonly number[]): string {
  const sorted = [...samples].sort((one, other) => one - other);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1).padStart(8);
  return `${name.padEnd(18)}${at(0.5)}${at(0.95)}${at(0.99)}`;
}
