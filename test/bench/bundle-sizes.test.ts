import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleSize, bundleSizes } from '../../bench/bundles/bundle-sizes';
import { handlers } from '../../lambda/contract/handlers';
import { bundleHandlers } from '../../lib/bundle-handlers';

describe('bundleSizes', () => {
  let sizes: BundleSize[];

  beforeAll(() => {
    const outdir = mkdtempSync(join(tmpdir(), 'parley-bundle-sizes-'));
    sizes = bundleSizes(bundleHandlers({ outdir }));
    rmSync(outdir, { recursive: true });
  });

  it('tells the size of every deployed function', () => {
    expect(sizes.map(({ handler }) => handler)).toEqual(Object.keys(handlers));
    for (const { bytes, gzippedBytes } of sizes) expect(gzippedBytes).toBeLessThan(bytes);
  });

  it('finds every function within its budget', () => {
    expect(sizes.filter(({ bytes, maxBytes }) => bytes > maxBytes)).toEqual([]);
  });
});
