import { bundleHandlers } from '../lib/bundle-handlers';
import { type BundleSize, bundleSizes } from './bundles/bundle-sizes';
import { clientSizes } from './bundles/client-sizes';
import { coldImports } from './bundles/cold-imports';

const maxImportMs = 120;

const columns = ['kB', 'budget', 'gzipped', 'import ms', 'budget'];

/** One row per deployed function: what its bundle weighs and how long a cold start takes to load it. */
function main(): void {
  const sizes = bundleSizes(bundleHandlers());
  const imports = coldImports(sizes.map(({ file }) => file));
  console.log(row('function', columns));
  sizes.forEach((size, index) => console.log(rowOf(size, imports[index] ?? Number.NaN)));
  const client = clientSizes();
  console.log(`\n${'client, gzipped'.padEnd(26)}${'kB'.padStart(8)}${'budget'.padStart(8)}`);
  for (const { entry, gzippedBytes, maxGzippedBytes } of client) {
    const cells = [gzippedBytes, maxGzippedBytes].map((bytes) => (bytes / 1000).toFixed(1).padStart(8));
    console.log(entry.padEnd(26) + cells.join(''));
  }
  const tooLarge = [
    ...sizes.filter(({ bytes, maxBytes }) => bytes > maxBytes).map(({ handler }) => handler),
    ...client.filter((size) => size.gzippedBytes > size.maxGzippedBytes).map(({ entry }) => entry),
  ];
  if (tooLarge.length === 0) return;
  console.error(`over its budget: ${tooLarge.join(', ')}`);
  process.exitCode = 1;
}

/** A time over its budget is marked and no more: it says as much about the machine. */
function rowOf({ handler, bytes, gzippedBytes, maxBytes }: BundleSize, importMs: number): string {
  const sizes = [bytes, maxBytes, gzippedBytes].map((number) => (number / 1000).toFixed(1));
  const mark = (bytes > maxBytes ? ' SIZE' : '') + (importMs > maxImportMs ? ' SLOW' : '');
  return row(handler, [...sizes, importMs.toFixed(1), String(maxImportMs)]) + mark;
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(14) + cells.map((cell) => cell.padStart(11)).join('');
}

main();
