import { startEmbeddedCache } from '../../local/cache/embedded-cache';
import type { Runtime } from '../../local/runtime-options';
import { type Frame, RawClient, startChat } from '../support/local-runtime';

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

describe('presence of somebody who vanishes', () => {
  it('ends with the lease: the sweep tells who watches, and closes the socket that nobody hears of', async () => {
    const runtime = await startChat({}, 0, { heartbeatSeconds: 5 });
    const { alice, bob } = await contacts(runtime);
    try {
      runtime.setDisconnectDelivery({ drop: true });
      const closed = new Promise((resolve) => bob.socket.once('close', resolve));
      await alice.request('watchPresence', { userIds: ['bob'] });
      const sweep = runtime.schedules.find(({ logicalId }) => logicalId.includes('LeaseSweep'));
      expect(sweep).toBeDefined();
      runtime.fireSchedule(sweep!.logicalId);
      // Bob says nothing; alice says that she is there.
      for (let second = 0; second < 10; second += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        await alice.request('ping');
      }
      expect(alice.frames.filter(({ type }) => type === 'presence')).toEqual([]);
      runtime.fireSchedule(sweep!.logicalId);
      const event = await alice.next((frame: Frame) => frame.type === 'presence');
      expect(event).toMatchObject({ userId: 'bob', status: 'offline' });
      await closed;
      expect(await statusOf(alice, 'bob')).toBe('offline');
      expect(await statusOf(alice, 'alice')).toBe('online');
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
    const runtime = await startChat({}, 0, { cache: `redis://127.0.0.1:${port}`, heartbeatSeconds: 5 });
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
          await new Promise((resolve) => setTimeout(resolve, 250));
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
