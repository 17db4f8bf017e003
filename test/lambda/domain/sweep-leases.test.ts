import { goOffline } from '../../../lambda/domain/go-offline';
import { keepOnline } from '../../../lambda/domain/keep-online';
import { sweepLeases } from '../../../lambda/domain/sweep-leases';
import { aSocket, type ChatWorld } from '../../support/chat-world';
import { endAt, momentsOf } from '../../support/mortal';
import { aPerson } from '../../support/person';
import { alice, bob, contacts, tell } from '../../support/presence-world';

const told = (world: ChatWorld) => world.poster.posted;

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

  it('has the sockets closed that gave no sign of life, and their watchers told', async () => {
    const world = await vanished();
    await sweepLeases(world);
    expect(world.queue.jobs).toMatchObject([{ job: { kind: 'close', socket: bob }, delaySeconds: 0 }]);
    await tell(world);
    const frame = {
      status: 'offline',
      lastSeen: '2026-01-01T00:00:00.000Z',
      at: '2026-01-01T00:00:35.000Z',
    };
    expect(told(world)).toMatchObject([{ connectionId: 'alice-1', frame }]);
  });

  it('does each of it once', async () => {
    const world = await vanished();
    await sweepLeases(world);
    await sweepLeases(world);
    expect([world.queue.jobs.length, world.changes.changes.length]).toEqual([1, 1]);
  });

  it('has only the dead socket closed of a user who has another device', async () => {
    const world = await vanished();
    await keepOnline(world, { userId: 'bob', connectionId: 'bob-2' });
    world.changes.changes.length = 0;
    await sweepLeases(world);
    expect(world.queue.jobs).toMatchObject([{ job: { socket: bob } }]);
    expect(world.changes.changes).toEqual([]);
  });

  it('does in the next minute what it died before, at whatever call', async () => {
    for (const moment of await momentsOf(vanished, sweepLeases)) {
      const world = await vanished();
      await endAt(world, moment, sweepLeases);
      await sweepLeases(world);
      expect(world.queue.jobs).toContainEqual(
        expect.objectContaining({ job: expect.objectContaining({ kind: 'close' }) as unknown }),
      );
      expect(world.changes.changes).toContainEqual(
        expect.objectContaining({ userId: 'bob', status: 'offline' }),
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
    expect(world.queue.jobs).toHaveLength(1);
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
