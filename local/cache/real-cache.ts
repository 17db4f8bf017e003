import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startCacheNode, stoppedIfFailing } from './cache-node';
import { type CacheServer } from './cache-server';

const NAMES = ['valkey-server', 'redis-server'];

/** The path of valkey-server or redis-server, undefined when neither is on PATH. */
export const findCacheServer = (path = process.env['PATH'] ?? ''): string | undefined =>
  NAMES.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name))).find(isExecutable);

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Starts the server of that path as a cluster of one node, which keeps nothing. */
export const startRealCache = async (path: string): Promise<CacheServer> => {
  const node = await startCacheNode(path);
  await stoppedIfFailing(node, async () => {
    await node.ask('CLUSTER ADDSLOTSRANGE 0 16383');
    await node.until(async () => (await node.ask('CLUSTER INFO'))?.includes('cluster_state:ok') === true);
  });
  return { host: '127.0.0.1', port: node.port, engine: path, stop: () => node.stop() };
};
