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

  it.each(clientEntries)('has none of the schemas that the server checks with: %s', (entry) => {
    expect(bundleClient(`export * from '${entry}'`)).not.toContain('valibot');
  });

  it.each([
    ['memoryOutbox', 'console.log(memoryOutbox())', 500],
    ['ParleyError', 'console.log(new Error() instanceof ParleyError)', 500],
    ['type Chat', 'export const idOf = (chat: Chat) => chat.chatId', 60],
  ])('is no more than what is used of it: %s', (name, code, maxBytes) => {
    expect(bundleClient(`import { ${name} } from '@parley/client'; ${code};`).length).toBeLessThan(maxBytes);
  });

  it.each(['browser', 'node'])('is without a connection where only the outbox of /%s is used', (entry) => {
    expect(bundleClient(`export * from '@parley/client/${entry}'`)).not.toContain('unable to get an answer');
    expect(bundleClient(`export * from '@parley/client'`)).toContain('unable to get an answer');
  });
});
