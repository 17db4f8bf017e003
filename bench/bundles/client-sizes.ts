import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const project = join(__dirname, '../..');

/**
 * The entries of the client, with the most bytes that each may have, gzipped, as part of an application: a guard against
 * growth.
 */
const budgets = {
  '@parley/client': 15_000,
  '@parley/client/browser': 5500,
  '@parley/client/node': 1000,
  '@parley/client/react': 2000,
} as const;

export type ClientEntry = keyof typeof budgets;

export interface ClientSize {
  readonly entry: ClientEntry;
  readonly bytes: number;
  readonly gzippedBytes: number;
  readonly maxGzippedBytes: number;
}

/** What each entry adds to an application that has the others. */
export function clientSizes(): ClientSize[] {
  return clientEntries.map((entry) => {
    const code = bundleClient(`export * from '${entry}'`);
    const gzippedBytes = gzipSync(code, { level: 9 }).length;
    return { entry, bytes: code.length, gzippedBytes, maxGzippedBytes: budgets[entry] };
  });
}

export const clientEntries: readonly ClientEntry[] = [
  '@parley/client',
  '@parley/client/browser',
  '@parley/client/node',
  '@parley/client/react',
];

/** An application with this code, minified: what it imports from the client is in it, but React and Node are not. */
export function bundleClient(code: string): string {
  const contents = code.replaceAll('@parley/client', './client');
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: project, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    external: ['react', 'node:*'],
  });
  return outputFiles[0]?.text ?? '';
}
