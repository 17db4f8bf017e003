import { bundleClient, clientEntries, clientSizes } from '../../bench/bundles/client-sizes';

describe('clientSizes', () => {
  it('finds every entry of the client within its budget', () => {
    const sizes = clientSizes();
    expect(sizes.map(({ entry }) => entry)).toEqual(clientEntries);
    expect(sizes.filter(({ gzippedBytes, maxGzippedBytes }) => gzippedBytes > maxGzippedBytes)).toEqual([]);
    for (const { bytes, gzippedBytes } of sizes) expect(gzippedBytes).toBeLessThan(bytes);
  });
});

describe('the client in an application', () => {
  const importsOf = (code: string) =>
    [...code.matchAll(/(?:from|import)\s*"([^"]+)"/g)].map(([, name]) => name).sort();

  it('brings everything along that it needs, but React and what Node has', () => {
    const imports = clientEntries.map((entry) => importsOf(bundleClient(`export * from '${entry}'`)));
    expect(imports).toEqual([[], [], ['node:fs/promises', 'node:path'], expect.arrayContaining(['react'])]);
    expect(new Set(imports[3])).toEqual(new Set(['react']));
  });

  it('is no more than what is used of it', () => {
    const used = bundleClient(`import { memoryOutbox } from '@parley/client'; console.log(memoryOutbox());`);
    expect(used.length).toBeLessThan(500);
  });
});
