import { assumptions } from '../../bench/plan/assumptions';
import { goOffline } from '../../lambda/domain/go-offline';
import { keepOnline } from '../../lambda/domain/keep-online';
import { type Ask, ValkeyClient } from '../../lambda/presence/valkey-client';
import { ValkeyPresenceStore } from '../../lambda/presence/valkey-presence-store';
import type { CacheServer } from '../../local/cache/cache-server';
import { startEmbeddedCache } from '../../local/cache/embedded-cache';
import { MemoryPresenceQueue } from '../support/memory-presence';
import { ManualRuntime } from '../support/memory-stores';

/** Counts what it sends; a transaction is begun and executed by a command each. */
class CountingClient extends ValkeyClient {
  private commands = 0;

  override transact(ask: Ask): Promise<unknown[]> {
    this.commands += ask.commands.length + 2;
    return super.transact(ask);
  }

  override ask(asks: readonly Ask[]): Promise<unknown[][]> {
    for (const { commands } of asks) this.commands += commands.length;
    return super.ask(asks);
  }

  take(): number {
    const { commands } = this;
    this.commands = 0;
    return commands;
  }
}

describe('the commands to Valkey', () => {
  const runtime = new ManualRuntime();
  const socket = { userId: 'alice', connectionId: 'a=' };
  let server: CacheServer;
  let client: CountingClient;

  beforeAll(async () => {
    server = await startEmbeddedCache();
    const { host, port } = server;
    const options = { host, port, waitMs: 10_000, credentials: () => Promise.resolve({}) };
    client = new CountingClient(options, runtime);
  });
  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('of a connection, of a ping and of a watch are those that the plan counts', async () => {
    const presence = new ValkeyPresenceStore(client);
    const ports = { presence, changes: new MemoryPresenceQueue(), leaseSeconds: 30, runtime };
    await keepOnline(ports, socket);
    const opened = client.take();
    await keepOnline(ports, socket);
    expect(client.take()).toBe(assumptions.pingEcpus.value);
    await goOffline(ports, socket);
    expect(opened + client.take()).toBe(assumptions.connectEcpus.value);
    await presence.watch(socket, ['bob', 'carol'], { now: 0, endsAt: 600_000 });
    expect(client.take()).toBe(2 * assumptions.watchEcpus.value);
    expect(runtime.counts).toEqual([]);
  });
});
