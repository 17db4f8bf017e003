import { startEmbeddedCache } from '../../local/cache/embedded-cache';
import type { Runtime } from '../../local/runtime-options';
import { type Frame, RawClient, startChat } from '../support/local-runtime';
import { startStoppingCache } from '../support/stopping-cache';
import { openPresenceStore } from '../support/valkey-presence';

const statusOf = async (client: RawClient, userId: string) => {
  const { presence } = await client.request('getPresence', { userIds: [userId] });
  return (presence as { status: string }[])[0]?.status;
};

async function contacts(runtime: Runtime): Promise<{ alice: RawClient; bob: RawClient }> {
  const alice = await RawClient.connect(runtime, 'alice');
  const bob = await RawClient.connect(runtime, 'bob');
  await alice.request('createChat', { type: 'DIRECT', with: 'bob' });
  return { alice, bob };
}

const fireSweep = (runtime: Runtime) =>
  runtime.fireSchedule(
    runtime.schedules.find(({ logicalId }) => logicalId.startsWith('LeaseSweep'))!.logicalId,
  );

const isPresence = (userId: string, status: string) => (frame: Frame) =>
  frame.type === 'presence' && frame['userId'] === userId && frame['status'] === status;

const hasClosed = ({ socket }: RawClient) => new Promise((resolve) => socket.once('close', resolve));

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Clients are told to ping every five seconds. */
const leaseMs = 8_000;

/** They ping while the lease of whoever else is silent ends. */
async function pingForLease(clients: readonly RawClient[]): Promise<void> {
  for (let pings = 0; pings < 3; pings += 1) {
    await wait(leaseMs / 3 + 100);
    await Promise.all(clients.map((client) => client.request('ping')));
  }
}

describe('presence of somebody who vanishes', () => {
  it('ends with the lease: the sweep tells who watches, and after another one closes the socket that nobody hears of', async () => {
    const runtime = await startChat({}, 0, { config: { heartbeatSeconds: 5 } });
    const { alice, bob } = await contacts(runtime);
    try {
      runtime.setDisconnectDelivery({ drop: true });
      const closed = hasClosed(bob);
      await alice.request('watchPresence', { userIds: ['bob'] });
      fireSweep(runtime);
      await pingForLease([alice]);
      expect(alice.frames.filter(({ type }) => type === 'presence')).toEqual([]);
      fireSweep(runtime);
      await alice.next(isPresence('bob', 'offline'));
      expect(await statusOf(alice, 'bob')).toBe('offline');
      expect(await statusOf(alice, 'alice')).toBe('online');
      await pingForLease([alice]);
      expect(bob.socket.readyState).toBe(bob.socket.OPEN);
      fireSweep(runtime);
      await closed;
      expect(await alice.request('ping')).toMatchObject({ type: 'ok' });
    } finally {
      await alice.close();
      await bob.close();
      await runtime.stop();
    }
  }, 60_000);
});

describe('a cache that is away', () => {
  it('holds up neither sockets nor messages, says unknown, and is asked again once it is there', async () => {
    const former = await startEmbeddedCache();
    await former.stop();
    const { port } = former;
    const runtime = await startChat({}, 0, {
      cache: `redis://127.0.0.1:${port}`,
      config: { heartbeatSeconds: 5 },
    });
    const { alice, bob } = await contacts(runtime);
    try {
      expect(await statusOf(alice, 'bob')).toBe('unknown');
      const watch = await alice.request('watchPresence', { userIds: ['bob'] });
      expect(watch).toMatchObject({ type: 'ok', validForSeconds: 0 });
      const { chat } = await alice.request('createChat', { type: 'DIRECT', with: 'bob' });
      const { chatId } = chat as { chatId: string };
      const sent = { chatId, clientMessageId: 'a-message-without-a-cache', afterSeq: 1, content: 'hello' };
      expect(await alice.request('sendMessage', sent)).toMatchObject({ type: 'ok', seq: 2 });
      await bob.next((frame: Frame) => frame.type === 'message');
      const cache = await startEmbeddedCache(port);
      try {
        await bob.request('ping');
        for (let tries = 0; tries < 40 && (await statusOf(alice, 'bob')) !== 'online'; tries += 1) {
          await wait(250);
          await bob.request('ping');
        }
        expect(await statusOf(alice, 'bob')).toBe('online');
      } finally {
        await cache.stop();
      }
    } finally {
      await alice.close();
      await bob.close();
      await runtime.stop();
    }
  }, 60_000);
});

describe('a cache that hangs, goes on, and is emptied', () => {
  it('takes a message from nobody, and nobody their connection', async () => {
    const cache = await startStoppingCache();
    const open = await openPresenceStore(Promise.resolve(cache));
    const runtime = await startChat({}, 0, {
      cache: `redis://${open.address}`,
      config: { heartbeatSeconds: 5 },
    });
    const { alice, bob } = await contacts(runtime);
    const carol = await RawClient.connect(runtime, 'carol');
    try {
      const { chat } = await alice.request('createChat', { type: 'DIRECT', with: 'bob' });
      const { chatId } = chat as { chatId: string };
      await alice.request('watchPresence', { userIds: ['bob'] });
      cache.hang();
      expect(await statusOf(alice, 'bob')).toBe('unknown');
      const sent = { chatId, clientMessageId: 'while-the-cache-hangs', afterSeq: 1, content: 'hello' };
      expect(await alice.request('sendMessage', sent)).toMatchObject({ type: 'ok', seq: 2 });
      await bob.next((frame: Frame) => frame.type === 'message');
      await wait(leaseMs);
      cache.goOn();
      fireSweep(runtime);
      await alice.next(isPresence('bob', 'offline'), 0, 20);
      await bob.request('ping');
      await alice.next(isPresence('bob', 'online'));
      const closed = hasClosed(carol);
      await pingForLease([alice, bob]);
      fireSweep(runtime);
      await closed;
      await open.client.ask([{ key: 'any', commands: [['flushall']] }]);
      expect(await statusOf(alice, 'bob')).toBe('unknown');
      await Promise.all([alice, bob].map((client) => client.request('ping')));
      expect(await statusOf(alice, 'bob')).toBe('online');
    } finally {
      await alice.close();
      await bob.close();
      await carol.close();
      await runtime.stop();
      await open.stop();
    }
  }, 90_000);
});

describe('an SQS that hangs', () => {
  it('holds up neither a handshake nor a ping, though watchers have to be told', async () => {
    let isHanging = false;
    const lines: string[] = [];
    const runtime = await startChat({}, 0, {
      config: { heartbeatSeconds: 5 },
      log: (line) => lines.push(line),
      spoil: ({ service, resource }) =>
        isHanging && service === 'sqs' && resource.includes('PresenceChanges')
          ? { delayMs: 60_000 }
          : undefined,
    });
    const { alice, bob } = await contacts(runtime);
    const watch = () => alice.request('watchPresence', { userIds: ['bob'] });
    const took = async (call: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await call();
      return performance.now() - startedAt;
    };
    let other: RawClient | undefined;
    try {
      await watch();
      await bob.close();
      await alice.next(isPresence('bob', 'offline'));
      isHanging = true;
      expect(await took(async () => (other = await RawClient.connect(runtime, 'bob')))).toBeLessThan(2_000);
      await wait(leaseMs + 200);
      expect(await took(() => other!.request('ping'))).toBeLessThan(2_000);
      const failed = lines.filter((line) => line.includes('a call for presence failed'));
      expect(failed).toHaveLength(2);
      for (const line of failed) expect(line).toContain('unable to queue jobs; it took too long');
      expect(await watch()).toMatchObject({ presence: [{ userId: 'bob', status: 'online' }] });
    } finally {
      await alice.close();
      await other?.close();
      await runtime.stop();
    }
  }, 60_000);
});
