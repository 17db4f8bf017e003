import { type CacheServer } from './cache-server';
import { startEmbeddedCache } from './embedded-cache';
import { findCacheServer, startRealCache } from './real-cache';

/** `auto`: a real server if one is on PATH, else the embedded one. A URL: one that runs already, in cluster mode. */
export type CacheEngine = 'auto' | 'embedded' | `redis://${string}`;

export const startCache = async (engine: CacheEngine): Promise<CacheServer> => {
  if (engine !== 'auto' && engine !== 'embedded') return foreign(engine);
  const path = engine === 'auto' ? findCacheServer() : undefined;
  return path === undefined ? startEmbeddedCache() : startRealCache(path);
};

/** It was not started here, so it is not stopped here. */
const foreign = (url: string): CacheServer => {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || 6379), engine: url, stop: () => Promise.resolve() };
};
