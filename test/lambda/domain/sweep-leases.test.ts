import { goOffline } from '../../../lambda/domain/go-offline';
import { keepOnline } from '../../../lambda/domain/keep-online';
import { sweepLeases } from '../../../lambda/domain/sweep-leases';
import { aSocket, type ChatWorld } from '../../support/chat-world';
import { endAt, momentsOf } from '../../support/mortal';
import { aPerson } from '../../support/person';
import { alice, bob, contacts, tell } from '../../support/presence-world';

const posted = (world: ChatWorld) => world.poster.posted;

describe('postPresence', () => {
  it('tries once, and has the lease of a watcher ended whose socket is gone', async () => {
    const world = await contacts();
    await goOffline(world, bob);
    world.poster.outcomes.set('alice-1', 'gone');
    await tell(world);
    expect(world.lost.sockets).toEqual([alice]);
    expect(world.queue.jobs).toEqual([]);
  });
});

describe('sweepLeases', () => {
  async function vanished(): Promise<ChatWorld> {
    const world = await contacts();
    await keepOnline(world, alice);
    world.runtime.nowMs += 20_000;
    await keepOnline(world, alice);
    world.runtime.nowMs += 15_000;
    return world;
  }

  /** A sweep has told of bob, and the next one is due; alice gives signs of life. */
  async function told(): Promise<ChatWorld> {
    const world = await vanished();
    await sweepLeases(world);
    await minuteLater(world);
    return world;
  }

  async function minuteLater(world: ChatWorld): Promise<void> {
    for (let at = 0; at < 3; at++) {
      world.runtime.nowMs += 20_000;
      await keepOnline(world, alice);
    }
  }

  it('has the watchers told of users who gave no sign of life', async () => {
    const world = await vanished();
    await sweepLeases(world);
    await tell(world);
    const frame = {
      status: 'offline',
      lastSeen: '2026-01-01T00:00:00.000Z',
      at: '2026-01-01T00:00:35.000Z',
    };
    expect(posted(world)).toMatchObject([{ connectionId: 'alice-1', frame }]);
  });

  it('has their sockets closed when they have been silent for another lease', async () => {
    const world = await vanished();
    await sweepLeases(world);
    world.runtime.nowMs += 29_999;
    await keepOnline(world, alice);
    await sweepLeases(world);
    expect(world.queue.jobs).toEqual([]);
    world.runtime.nowMs += 1;
    await sweepLeases(world);
    expect(world.queue.jobs).toMatchObject([{ job: { kind: 'close', socket: bob }, delaySeconds: 0 }]);
  });

  it('does each of it once', async () => {
    const world = await told();
    await sweepLeases(world);
    await sweepLeases(world);
    expect([world.queue.jobs.length, world.changes.changes.length]).toEqual([1, 1]);
  });

  it.each([20, 540])(
    'closes nobody who pings every %i s, however long the store was away',
    async (heartbeat) => {
      for (const awaySeconds of [25, 55, 120, 1_800]) {
        const world = { ...(await contacts()), leaseSeconds: 1.5 * heartbeat };
        for (const socket of [alice, bob]) await keepOnline(world, socket);
        const healsAt = 10 + awaySeconds;
        for (let second = 0; second < healsAt + 4 * heartbeat; second++) {
          world.presence.isDown = second >= 10 && second < healsAt;
          if (second % heartbeat === 1) await keepOnline(world, alice);
          if (second % heartbeat === heartbeat - 1) await keepOnline(world, bob);
          if (second % 60 === healsAt % 60) await sweepLeases(world);
          world.runtime.nowMs += 1_000;
        }
        expect({ awaySeconds, jobs: world.queue.jobs }).toEqual({ awaySeconds, jobs: [] });
      }
    },
  );

  it('closes nobody after a second outage who has given a sign of life after the first', async () => {
    const world = await told();
    await keepOnline(world, bob);
    world.runtime.nowMs += 60_000;
    await sweepLeases(world);
    expect(world.queue.jobs).toEqual([]);
    await minuteLater(world);
    await sweepLeases(world);
    expect(world.queue.jobs).toMatchObject([{ job: { socket: bob } }]);
  });

  it('closes nobody after the store was emptied', async () => {
    const world = await vanished();
    world.presence.empty();
    await sweepLeases(world);
    await minuteLater(world);
    await sweepLeases(world);
    expect(world.queue.jobs).toEqual([]);
  });

  it('has only the dead socket closed of a user who has another device', async () => {
    const world = await vanished();
    await keepOnline(world, { userId: 'bob', connectionId: 'bob-2' });
    world.changes.changes.length = 0;
    await sweepLeases(world);
    world.runtime.nowMs += 30_000;
    await keepOnline(world, { userId: 'bob', connectionId: 'bob-2' });
    world.changes.changes.length = 0;
    await sweepLeases(world);
    expect(world.queue.jobs).toMatchObject([{ job: { socket: bob } }]);
    expect(world.changes.changes).toEqual([]);
  });

  it('tells in the next minute of whom it died before, at whatever call', async () => {
    for (const moment of await momentsOf(vanished, sweepLeases)) {
      const world = await vanished();
      await endAt(world, moment, sweepLeases);
      await sweepLeases(world);
      expect(world.changes.changes).toContainEqual(
        expect.objectContaining({ userId: 'bob', status: 'offline' }),
      );
      world.changes.changes.length = 0;
      await sweepLeases(world);
      expect(world.changes.changes).toEqual([]);
      await minuteLater(world);
      await sweepLeases(world);
      expect(world.queue.jobs).toMatchObject([{ job: { kind: 'close', socket: bob } }]);
    }
  });

  it('closes in the next minute whom it died before, at whatever call', async () => {
    const moments = await momentsOf(told, sweepLeases);
    expect(moments).toHaveLength(12);
    for (const moment of moments) {
      const world = await told();
      await endAt(world, moment, sweepLeases);
      await sweepLeases(world);
      expect(world.queue.jobs).toContainEqual(
        expect.objectContaining({ job: expect.objectContaining({ kind: 'close' }) as unknown }),
      );
      world.queue.jobs.length = 0;
      await sweepLeases(world);
      expect(world.queue.jobs).toEqual([]);
    }
  });

  it('waits for the next minute while the store is down', async () => {
    const world = await vanished();
    world.presence.isDown = true;
    await sweepLeases(world);
    expect(world.runtime.counts).toEqual(['presence_failed']);
    world.presence.isDown = false;
    await sweepLeases(world);
    expect(world.changes.changes).toMatchObject([{ userId: 'bob', status: 'offline' }]);
  });
});

describe('postToSockets', () => {
  it('has the lease of a socket ended that it finds gone, and not of one that is opening', async () => {
    const world = await contacts();
    const opening = aSocket({ userId: 'bob', connectionId: 'bob-2', connectedAt: world.runtime.now() });
    await world.connections.put(opening);
    for (const connectionId of ['bob-1', 'bob-2']) world.poster.outcomes.set(connectionId, 'gone');
    const { chatId } = await aPerson(world, 'alice').createDirect('bob');
    await aPerson(world, 'alice').type(chatId);
    expect(world.lost.sockets).toEqual([bob]);
  });

  it('delivers all the same when the queue of lost sockets is down', async () => {
    const world = await contacts();
    world.lost.isDown = true;
    world.poster.outcomes.set('bob-1', 'gone');
    const { chatId } = await aPerson(world, 'alice').createDirect('bob');
    await aPerson(world, 'alice').type(chatId);
    expect(world.runtime.counts).toEqual(['presence_failed']);
  });
});
