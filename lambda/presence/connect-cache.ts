import type { EnvironmentOf } from '../contract/handlers';
import type { Runtime } from '../domain/ports';
import { iamToken } from './iam-token';
import { type Credentials, ValkeyClient } from './valkey-client';

type CacheEnvironment = Pick<
  EnvironmentOf<'endLeases'>,
  'CACHE_HOST' | 'CACHE_PORT' | 'CACHE_AUTH' | 'CACHE_NAME' | 'CACHE_USER' | 'CACHE_WAIT_MS'
>;

/** The client of a function's cache; it begins to connect while the function starts. */
export function connectCache(
  environment: CacheEnvironment,
  runtime: Pick<Runtime, 'now' | 'report'>,
): ValkeyClient {
  const { CACHE_HOST: host, CACHE_PORT: port, CACHE_WAIT_MS: waitMs } = environment;
  const credentials = credentialsOf(environment, runtime);
  const client = new ValkeyClient({ host, port: Number(port), waitMs: Number(waitMs), credentials }, runtime);
  client.connect();
  return client;
}

function credentialsOf(
  { CACHE_AUTH, CACHE_NAME: cacheName, CACHE_USER: userId }: CacheEnvironment,
  runtime: Pick<Runtime, 'now'>,
): Credentials {
  if (CACHE_AUTH === 'none') return () => Promise.resolve({});
  if (CACHE_AUTH !== 'iam') throw new Error('unable to start; CACHE_AUTH is neither iam nor none');
  const region = process.env['AWS_REGION'] ?? '';
  return async () => ({
    username: userId,
    password: await iamToken({ cacheName, userId, region, nowMs: runtime.now() }),
    tls: {},
  });
}
