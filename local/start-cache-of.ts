import { type Assembly } from './assembly/read-assembly';
import { type CacheServer } from './cache/cache-server';
import { startCache } from './cache/start-cache';
import { elasticacheServerlessCache } from './resources/elasticache-serverless-cache';
import { type RuntimeOptions } from './runtime-options';
import { type StopList } from './stop-list';

/** Starts the cache if a template has one; before anything is planned, because functions are told its address. */
export const startCacheOf = async (
  assembly: Assembly,
  { cache = 'auto', log = () => undefined }: Pick<RuntimeOptions, 'cache' | 'log'>,
  stops: StopList,
): Promise<CacheServer | undefined> => {
  const types = assembly.stacks.flatMap(({ template }) =>
    Object.values(template.Resources).map(({ Type }) => Type),
  );
  if (!types.includes(elasticacheServerlessCache.type)) return undefined;
  const server = await startCache(cache);
  stops.add(() => server.stop());
  log(`cache   ${server.engine} at ${server.host}:${server.port}`);
  return server;
};
