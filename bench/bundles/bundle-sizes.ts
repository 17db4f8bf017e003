import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { entryOf, handlers, type HandlerName } from '../../lambda/contract/handlers';

/** The budget in bytes. The client of the cache has a share of its own. */
const maxBytes = 450_000;
const maxBytesWithCache = 560_000;

export interface BundleSize {
  readonly handler: HandlerName;
  readonly file: string;
  readonly bytes: number;
  readonly gzippedBytes: number;
  readonly maxBytes: number;
}

/** The size of each bundle in a folder that `bundleHandlers` has filled, and what it may be. */
export function bundleSizes(folder: string): BundleSize[] {
  return Object.keys(handlers).filter(isHandlerName).map(sizeIn(folder));
}

function sizeIn(folder: string): (handler: HandlerName) => BundleSize {
  return (handler) => {
    const file = join(folder, entryOf(handler), 'index.js');
    const code = readFileSync(file);
    return {
      handler,
      file,
      bytes: code.length,
      gzippedBytes: gzipSync(code).length,
      maxBytes: usesCache(handler) ? maxBytesWithCache : maxBytes,
    };
  };
}

function usesCache(handler: HandlerName): boolean {
  const variables: readonly string[] = handlers[handler].variables;
  return variables.some((variable) => variable.startsWith('CACHE_'));
}

function isHandlerName(name: string): name is HandlerName {
  return Object.hasOwn(handlers, name);
}
