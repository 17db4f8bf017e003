import type { PresenceStore } from '../../../lambda/domain/presence';
import type { ValkeyClient } from '../../../lambda/presence/valkey-client';
import { findCacheServer, startRealCache } from '../../../local/cache/real-cache';
import { startCacheCluster } from '../../support/cache-cluster';
import { MemoryPresenceStore } from '../../support/memory-presence';
import { openPresenceStore } from '../../support/valkey-presence';

interface Started {
  store: PresenceStore;
  client?: ValkeyClient;
  stop: () => Promise<void>;
}

const path = findCacheServer();
if (path === undefined) process.stderr.write('the tests on a real server are skipped: none is on PATH\n');

const engines: [string, () => Promise<Started>][] = [
  [
    'MemoryPresenceStore',
    () => Promise.resolve({ store: new MemoryPresenceStore(), stop: () => Promise.resolve() }),
  ],
  ['ValkeyPresenceStore on the embedded cache', () => openPresenceStore()],
];
if (path !== undefined) {
  engines.push(['ValkeyPresenceStore on a real server', () => openPresenceStore(startRealCache(path))]);
  engines.push([
    'ValkeyPresenceStore on a cluster of two nodes',
    () => openPresenceStore(startCacheCluster(path)),
  ]);
}

describe.each(engines)('%s', (_name, start) => {
  let store: PresenceStore;
  let stop: () => Promise<void>;
  let users = 0;
  const t = Date.now();
  const lease = { now: t, endsAt: t + 30_000 };
  const aUser = () => `user-${++users}`;
  const aSocket = (userId = aUser(), connectionId = `${userId}-1=`) => ({ userId, connectionId });
  const statusOf = async (userId: string, now = t) => (await store.list([userId], now)).get(userId);

  beforeAll(async () => {
    ({ store, stop } = await start());
  });
  afterAll(() => stop());

  it('knows nothing of who was never here', async () => {
    expect(await statusOf('stranger')).toEqual({ status: 'unknown' });
  });

  it('has a user online until the lease ends, and then knows when they were last seen', async () => {
    const socket = aSocket();
    expect(await store.renew(socket, lease)).toBe(true);
    expect(await statusOf(socket.userId, t + 29_999)).toEqual({ status: 'online' });
    expect(await statusOf(socket.userId, t + 30_000)).toEqual({ status: 'offline', lastSeen: t });
  });

  it('says once that a user has come, and again after the lease has ended', async () => {
    const socket = aSocket();
    const come = [
      await store.renew(socket, lease),
      await store.renew(socket, { now: t + 20_000, endsAt: t + 50_000 }),
      await store.renew(socket, { now: t + 50_000, endsAt: t + 80_000 }),
    ];
    expect(come).toEqual([true, false, true]);
  });

  it('counts several sockets of a user once', async () => {
    const phone = aSocket();
    const laptop = aSocket(phone.userId, 'laptop=');
    expect(await store.renew(phone, lease)).toBe(true);
    expect(await store.renew(laptop, lease)).toBe(false);
    expect(await store.end(phone, t + 5)).toBeUndefined();
    expect(await statusOf(phone.userId, t + 5)).toEqual({ status: 'online' });
    expect(await store.end(laptop, t + 9)).toBe(t + 9);
    expect(await statusOf(phone.userId, t + 9)).toEqual({ status: 'offline', lastSeen: t + 9 });
  });

  it('ends a lease once: a second close says nothing', async () => {
    const socket = aSocket();
    await store.renew(socket, lease);
    expect(await store.end(socket, t + 1)).toBe(t + 1);
    expect(await store.end(socket, t + 2)).toBeUndefined();
  });

  it('keeps a socket online that came after the one which closes late', async () => {
    const old = aSocket();
    await store.renew(old, lease);
    await store.renew(aSocket(old.userId, 'new='), lease);
    expect(await store.end(old, t + 1)).toBeUndefined();
    expect(await statusOf(old.userId, t + 1)).toEqual({ status: 'online' });
  });

  it('says of a socket whose lease has ended that it was last seen when it last gave a sign', async () => {
    const socket = aSocket();
    await store.renew(socket, lease);
    expect(await store.end(socket, t + 60_000)).toBe(t);
  });

  it('lists a hundred users with one call, each in its own slot', async () => {
    const sockets = Array.from({ length: 100 }, () => aSocket());
    await Promise.all(sockets.slice(0, 50).map((socket) => store.renew(socket, lease)));
    const found = await store.list(
      sockets.map(({ userId }) => userId),
      t,
    );
    const statuses = sockets.map(({ userId }) => found.get(userId)?.status);
    expect(statuses).toEqual([
      ...Array.from({ length: 50 }, () => 'online'),
      ...Array.from({ length: 50 }, () => 'unknown'),
    ]);
  });

  it('lists those who watch a user until their watch ends, and nobody else', async () => {
    const [watched, other] = [aUser(), aUser()];
    const watcher = aSocket();
    const span = { now: t, endsAt: t + 600_000 };
    expect(await store.watch(watcher, [watched], span)).toEqual(new Map([[watched, { status: 'unknown' }]]));
    expect(await store.listWatchers([watched, other], t + 599_999)).toEqual(
      new Map([[watched, [{ ...watcher, endsAt: t + 600_000 }]]]),
    );
    expect(await store.listWatchers([watched, other], t + 600_000)).toEqual(new Map());
  });

  it('starts a watch anew when the same socket watches again', async () => {
    const [watched, watcher] = [aUser(), aSocket()];
    await store.watch(watcher, [watched], { now: t, endsAt: t + 600_000 });
    await store.watch(watcher, [watched], { now: t + 300_000, endsAt: t + 900_000 });
    expect((await store.listWatchers([watched], t + 700_000)).get(watched)).toEqual([
      { ...watcher, endsAt: t + 900_000 },
    ]);
  });

  it('finds the leases that have ended, until they are struck off', async () => {
    const [vanished, alive] = [aSocket(), aSocket()];
    const isOurs = ({ userId }: { userId: string }) => [vanished.userId, alive.userId].includes(userId);
    await store.renew(vanished, { now: t, endsAt: t + 1_000 });
    await store.renew(alive, lease);
    const lapsed = (await store.listLapsed(t + 1_000)).filter(isOurs);
    expect(lapsed).toEqual([{ ...vanished, endsAt: t + 1_000 }]);
    expect((await store.listLapsed(t + 1_000)).filter(isOurs)).toEqual(lapsed);
    await store.strikeOff(lapsed, t + 31_000);
    expect((await store.listLapsed(t + 1_000)).filter(isOurs)).toEqual([]);
    expect(await store.end(vanished, t + 1_001)).toBeUndefined();
  });

  it('leaves online who was renewed while their lapsed lease was struck off', async () => {
    const socket = aSocket();
    await store.renew(socket, { now: t, endsAt: t + 500 });
    const lapsed = (await store.listLapsed(t + 500)).filter(({ userId }) => userId === socket.userId);
    await store.renew(socket, { now: t + 600, endsAt: t + 30_600 });
    await store.strikeOff(lapsed, t + 31_000);
    expect(await statusOf(socket.userId, t + 700)).toEqual({ status: 'online' });
  });

  it('has a socket silent from its time on, until it is forgotten, and says whether it has returned', async () => {
    const [gone, back] = [aSocket(), aSocket()];
    const isOurs = ({ userId }: { userId: string }) => [gone.userId, back.userId].includes(userId);
    const silentAt = async (now: number) => (await store.listSilent(now)).filter(isOurs);
    for (const socket of [gone, back]) await store.renew(socket, { now: t, endsAt: t + 500 });
    await store.strikeOff((await store.listLapsed(t + 500)).filter(isOurs), t + 5_000);
    await store.renew(back, { now: t + 600, endsAt: t + 30_600 });
    expect(await silentAt(t + 4_999)).toEqual([]);
    const silent = await silentAt(t + 5_000);
    expect(silent).toHaveLength(2);
    expect(silent).toContainEqual({ ...gone, hasReturned: false });
    expect(silent).toContainEqual({ ...back, hasReturned: true });
    await store.forgetSilent(silent);
    expect(await silentAt(t + 5_000)).toEqual([]);
  });

  it('has a socket silent once, from the later time on, that was struck off twice', async () => {
    const socket = aSocket();
    const silentAt = async (now: number) =>
      (await store.listSilent(now)).filter(({ userId }) => userId === socket.userId);
    for (const endsAt of [t + 100, t + 200]) {
      await store.renew(socket, { now: t, endsAt });
      await store.strikeOff([{ ...socket, endsAt }], endsAt + 1_000);
    }
    expect(await silentAt(t + 1_199)).toEqual([]);
    expect(await silentAt(t + 1_200)).toEqual([{ ...socket, hasReturned: false }]);
    await store.forgetSilent([socket]);
  });

  it('has no lapsed lease of a socket that has closed', async () => {
    const socket = aSocket();
    await store.renew(socket, lease);
    await store.end(socket, t + 1);
    const lapsed = await store.listLapsed(t + 40_000);
    expect(lapsed.filter(({ userId }) => userId === socket.userId)).toEqual([]);
  });

  it('gives lapsed leases in portions, however many there are', async () => {
    const sockets = Array.from({ length: 450 }, () => aSocket(aUser(), `c${users}=`));
    await Promise.all(sockets.map((socket) => store.renew(socket, { now: t - 90_000, endsAt: t - 60_000 })));
    const found = new Set<string>();
    for (;;) {
      const lapsed = await store.listLapsed(t - 60_000);
      if (lapsed.length === 0) break;
      expect(lapsed.length).toBeLessThanOrEqual(400);
      for (const { userId } of lapsed) found.add(userId);
      await store.strikeOff(lapsed, t + 31_000);
    }
    expect([...found].sort()).toEqual(sockets.map(({ userId }) => userId).sort());
  });

  it('gives silent sockets in portions, however many there are', async () => {
    const sockets = Array.from({ length: 450 }, () => aSocket(aUser(), `c${users}=`));
    await store.strikeOff(
      sockets.map((socket) => ({ ...socket, endsAt: t })),
      t - 60_000,
    );
    const found = new Set<string>();
    for (;;) {
      const silent = await store.listSilent(t - 60_000);
      if (silent.length === 0) break;
      expect(silent.length).toBeLessThanOrEqual(400);
      for (const { userId } of silent) found.add(userId);
      await store.forgetSilent(silent);
    }
    expect([...found].sort()).toEqual(sockets.map(({ userId }) => userId).sort());
  });
});

describe.each(engines.filter(([name]) => name.startsWith('Valkey')))('what is kept by %s', (_name, start) => {
  it('of when a user was last seen goes after 30 days, and of a lease five minutes after its end', async () => {
    const { store, stop, client } = await start();
    try {
      const socket = { userId: 'bob', connectionId: 'b=' };
      const now = Date.now();
      const secondsLeft = async (key: string) =>
        (await client!.ask([{ key, commands: [['ttl', key]] }]))[0]?.[0];
      const isAbout = (seconds: number) => ({
        asymmetricMatch: (left: unknown) => Number(left) <= seconds && Number(left) > seconds - 60,
      });
      await store.renew(socket, { now, endsAt: now + 30_000 });
      expect(await secondsLeft('presence:lastseen:{bob}')).toEqual(isAbout(30 * 86_400));
      expect(await secondsLeft('presence:online:{bob}')).toEqual(isAbout(330));
      await store.end(socket, now + 1);
      expect(await secondsLeft('presence:lastseen:{bob}')).toEqual(isAbout(30 * 86_400));
    } finally {
      await stop();
    }
  });
});
