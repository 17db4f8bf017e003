import { ValkeyClient } from '../../lambda/presence/valkey-client';
import { ValkeyPresenceStore } from '../../lambda/presence/valkey-presence-store';
import type { CacheServer } from '../../local/cache/cache-server';
import { startEmbeddedCache } from '../../local/cache/embedded-cache';

export interface OpenPresenceStore {
  store: ValkeyPresenceStore;
  client: ValkeyClient;
  server: CacheServer;
  /** host:port */
  address: string;
  stop: () => Promise<void>;
}

/** The store on a cache of its own. The tests share the machine with others: nobody looks at how long it takes. */
export async function openPresenceStore(
  starting: Promise<CacheServer> = startEmbeddedCache(),
): Promise<OpenPresenceStore> {
  const server = await starting;
  const { host, port } = server;
  const client = new ValkeyClient(
    { host, port, waitMs: 10_000, credentials: () => Promise.resolve({}) },
    { report: () => undefined },
  );
  const stop = async () => {
    client.close();
    await server.stop();
  };
  return { store: new ValkeyPresenceStore(client), client, server, address: `${host}:${port}`, stop };
}
