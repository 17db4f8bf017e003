import { startEmbeddedCache } from '../../local/cache/embedded-cache';
import { findCacheServer } from '../../local/cache/real-cache';
import type { Runtime } from '../../local/runtime-options';
import { startCacheCluster } from '../support/cache-cluster';
import { type Frame, type RawClient, startChat } from '../support/local-runtime';
import { PresenceFlows } from '../support/presence-flows';
import { type OpenPresenceStore, openPresenceStore } from '../support/valkey-presence';

const isPresence = (frame: Frame) => frame.type === 'presence';

const path = findCacheServer();
if (path === undefined)
  process.stderr.write('presence is tested on the embedded cache: no server is on PATH\n');

describe(`presence on ${path === undefined ? 'the embedded cache' : 'a cluster of two nodes'}`, () => {
  let cache: OpenPresenceStore;
  let runtime: Runtime;
  let flows: PresenceFlows;

  beforeAll(async () => {
    cache = await openPresenceStore(path === undefined ? startEmbeddedCache() : startCacheCluster(path));
    runtime = await startChat({}, 0, { cache: `redis://${cache.address}` });
    flows = new PresenceFlows(runtime, cache.store);
  }, 60_000);
  afterAll(async () => {
    await flows.close();
    await runtime.stop();
    await cache.stop();
  });

  const statusOf = async (client: RawClient, userId: string) =>
    (await client.request('getPresence', { userIds: [userId] }))['presence'];

  it('is told of a hundred members of a group with one request', async () => {
    const userIds = Array.from({ length: 100 }, (_member, at) => `member-${at}`);
    const { client, chatId } = await flows.aChat(userIds);
    const lease = { now: Date.now(), endsAt: Date.now() + 60_000 };
    const there = userIds.filter((_userId, at) => at % 2 === 0);
    await Promise.all(
      there.map((userId) => cache.store.renew({ userId, connectionId: `${userId}=` }, lease)),
    );
    const { presence } = await client.request('getPresence', { userIds, chatId });
    expect(presence).toEqual(
      userIds.map((userId, at) => ({ userId, status: at % 2 === 0 ? 'online' : 'unknown' })),
    );
  });

  it('ends when a message finds the socket gone: who watches is told, and reads offline', async () => {
    const { watcher, userId } = await flows.writeToVanished();
    const event = await watcher.next(isPresence);
    expect(event).toMatchObject({ userId, status: 'offline', lastSeen: event['at'] });
    expect(await statusOf(watcher, userId)).toEqual([
      { userId, status: 'offline', lastSeen: event['lastSeen'] },
    ]);
  });

  it('is not told to a watcher who watched ten minutes ago, and is to one who has watched since', async () => {
    const { watcher, late, userId } = await flows.leaveAfterWatch();
    expect(await watcher.next(isPresence)).toMatchObject({ userId, status: 'offline' });
    expect(await statusOf(late, userId)).toMatchObject([{ userId, status: 'offline' }]);
    expect(late.frames.filter(isPresence)).toEqual([]);
    await late.request('watchPresence', { userIds: [userId] });
    await flows.connect(userId);
    expect(await late.next(isPresence)).toMatchObject({ userId, status: 'online' });
  });
});
