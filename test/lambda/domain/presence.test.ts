import { getPresence, watchPresence } from '../../../lambda/domain/get-presence';
import { goOffline } from '../../../lambda/domain/go-offline';
import { keepOnline } from '../../../lambda/domain/keep-online';
import { ping } from '../../../lambda/domain/ping';
import { aCaller, aSocket, type ChatWorld } from '../../support/chat-world';
import { aPerson } from '../../support/person';
import { bob, contacts, tell } from '../../support/presence-world';

const statusOf = async (world: ChatWorld, userId: string, asUser = 'alice') =>
  (await getPresence(world, aCaller(world, asUser), { userIds: [userId] })).presence[0];

const told = (world: ChatWorld) => world.poster.posted;

describe('keepOnline', () => {
  it('has nobody told of who was online already', async () => {
    const world = await contacts();
    await keepOnline(world, bob);
    expect(world.changes.changes).toEqual([]);
  });

  it('has those told who watch, of who was not online', async () => {
    const world = await contacts();
    world.runtime.nowMs += 31_000;
    await keepOnline(world, bob);
    await tell(world);
    expect(told(world)).toEqual([
      {
        connectionId: 'alice-1',
        frame: {
          type: 'presence',
          userId: 'bob',
          status: 'online',
          at: '2026-01-01T00:00:31.000Z',
          validForSeconds: 569,
        },
      },
    ]);
  });

  it('dates a coming after a going that was before it in the store, though it was asked for later', async () => {
    const world = await contacts();
    const renew = world.presence.renew.bind(world.presence);
    world.presence.renew = async (...args) => {
      world.runtime.nowMs += 10;
      await goOffline(world, bob);
      world.runtime.nowMs += 10;
      return renew(...args);
    };
    await keepOnline(world, { userId: 'bob', connectionId: 'bob-2' });
    const [going, coming] = world.changes.changes;
    expect([going?.status, coming?.status]).toEqual(['offline', 'online']);
    expect(coming!.at).toBeGreaterThan(going!.at);
  });

  it('says nothing when nobody watches', async () => {
    const world = await contacts();
    await keepOnline(world, { userId: 'mallory', connectionId: 'mallory-1' });
    expect(world.changes.changes).toEqual([]);
  });

  it('lets nothing fail when the store or the queue is down', async () => {
    const world = await contacts();
    world.runtime.nowMs += 31_000;
    world.changes.isDown = true;
    await keepOnline(world, bob);
    world.presence.isDown = true;
    await keepOnline(world, bob);
    expect(world.runtime.counts).toEqual(['presence_failed', 'presence_failed']);
    expect(world.runtime.reports).toEqual(['a call for presence failed', 'a call for presence failed']);
  });
});

describe('ping', () => {
  it('keeps its sender online for the length of a lease', async () => {
    const world = await contacts();
    world.runtime.nowMs += 20_000;
    expect(await ping(world, aCaller(world, 'bob'))).toEqual({ serverTime: '2026-01-01T00:00:20.000Z' });
    world.runtime.nowMs += 29_999;
    expect(await statusOf(world, 'bob')).toEqual({ userId: 'bob', status: 'online' });
    world.runtime.nowMs += 1;
    expect(await statusOf(world, 'bob')).toMatchObject({ status: 'offline' });
  });
});

describe('goOffline', () => {
  it('has those told who watch, with the time when the user was last seen', async () => {
    const world = await contacts();
    world.runtime.nowMs += 5_000;
    await goOffline(world, bob);
    await tell(world);
    const at = '2026-01-01T00:00:05.000Z';
    const frame = { type: 'presence', userId: 'bob', status: 'offline', lastSeen: at, at };
    expect(told(world)).toEqual([{ connectionId: 'alice-1', frame: { ...frame, validForSeconds: 595 } }]);
  });

  it('says nothing as long as another device of the user is there', async () => {
    const world = await contacts();
    await keepOnline(world, { userId: 'bob', connectionId: 'bob-2' });
    await goOffline(world, bob);
    expect(world.changes.changes).toEqual([]);
    await goOffline(world, { userId: 'bob', connectionId: 'bob-2' });
    expect(world.changes.changes).toMatchObject([{ userId: 'bob', status: 'offline' }]);
  });

  it('says it once, whatever else comes late', async () => {
    const world = await contacts();
    await goOffline(world, bob);
    await goOffline(world, bob);
    expect(world.changes.changes).toHaveLength(1);
  });
});

describe('getPresence', () => {
  it('answers for everyone who is named, in the order of the request', async () => {
    const world = await contacts();
    const { presence } = await getPresence(world, aCaller(world, 'alice'), {
      userIds: ['nobody', 'bob', 'alice'],
    });
    expect(presence).toEqual([
      { userId: 'nobody', status: 'unknown' },
      { userId: 'bob', status: 'online' },
      { userId: 'alice', status: 'online' },
    ]);
  });

  it('does not tell strangers, who get the answer of one who was never here', async () => {
    const world = await contacts();
    expect(await statusOf(world, 'bob', 'mallory')).toEqual({ userId: 'bob', status: 'unknown' });
  });

  it('tells the members of a group that the caller names and is in', async () => {
    const world = await contacts();
    const { chatId } = await aPerson(world, 'bob').createGroup(['mallory']);
    const ask = (userId: string) => getPresence(world, aCaller(world, userId), { userIds: ['bob'], chatId });
    expect((await ask('mallory')).presence).toEqual([{ userId: 'bob', status: 'online' }]);
    await expect(ask('alice')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells everyone where the directory is open', async () => {
    const world = { ...(await contacts()), directory: 'open' as const };
    expect(await statusOf(world, 'bob', 'mallory')).toEqual({ userId: 'bob', status: 'online' });
  });

  it('knows nothing while the store is down, nor after it was emptied, until the next ping', async () => {
    const world = await contacts();
    world.presence.isDown = true;
    expect(await statusOf(world, 'bob')).toEqual({ userId: 'bob', status: 'unknown' });
    world.presence.isDown = false;
    expect(await statusOf(world, 'bob')).toEqual({ userId: 'bob', status: 'online' });
    world.presence.empty();
    expect(await statusOf(world, 'bob')).toEqual({ userId: 'bob', status: 'unknown' });
    await keepOnline(world, bob);
    expect(await statusOf(world, 'bob')).toEqual({ userId: 'bob', status: 'online' });
  });
});

describe('watchPresence', () => {
  it('has nothing told any more after ten minutes', async () => {
    const world = await contacts();
    world.runtime.nowMs += 600_000;
    await keepOnline(world, bob);
    expect(world.changes.changes).toEqual([]);
  });

  it('has nothing told any more that comes to the worker after the watch has ended', async () => {
    const world = await contacts();
    world.runtime.nowMs += 599_000;
    await keepOnline(world, bob);
    world.runtime.nowMs += 1_000;
    await tell(world);
    expect(told(world)).toEqual([]);
  });

  it('has the socket told that watches, and no other of the same user', async () => {
    const world = await contacts();
    await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-2' }));
    await goOffline(world, bob);
    await tell(world);
    expect(told(world).map(({ connectionId }) => connectionId)).toEqual(['alice-1']);
  });

  it('says that nothing will be told while the store is down', async () => {
    const world = await contacts();
    world.presence.isDown = true;
    expect(await watchPresence(world, aCaller(world, 'alice'), { userIds: ['bob'] })).toEqual({
      presence: [{ userId: 'bob', status: 'unknown' }],
      at: '2025-12-31T23:59:59.000Z',
      validForSeconds: 0,
    });
  });

  it('dates its answer before a change that was on its way to the store when that was read', async () => {
    const world = await contacts();
    const end = world.presence.end.bind(world.presence);
    let answeredAt = '';
    world.presence.end = async (...args) => {
      world.runtime.nowMs += 100;
      answeredAt = (await watchPresence(world, aCaller(world, 'alice'), { userIds: ['bob'] })).at;
      return end(...args);
    };
    await goOffline(world, bob);
    await tell(world);
    const { at } = told(world).at(-1)!.frame as { at: string };
    expect(answeredAt < at).toBe(true);
  });

  it('does not have strangers told', async () => {
    const world = await contacts();
    await watchPresence(world, aCaller(world, 'mallory'), { userIds: ['bob'] });
    await goOffline(world, bob);
    expect(world.changes.changes[0]?.watchers.map(({ userId }) => userId)).toEqual(['alice']);
  });

  it('hands many watchers on in slices of a hundred', async () => {
    const world = { ...(await contacts()), directory: 'open' as const };
    for (let at = 0; at < 150; at++)
      await watchPresence(world, { userId: `w-${at}`, connectionId: `w-${at}` }, { userIds: ['bob'] });
    await goOffline(world, bob);
    expect(world.changes.changes.map(({ watchers }) => watchers.length)).toEqual([100, 51]);
  });
});
