import { connect } from '../../../lambda/domain/connect';
import { getPresence, watchPresence } from '../../../lambda/domain/get-presence';
import { goOffline } from '../../../lambda/domain/go-offline';
import { keepOnline } from '../../../lambda/domain/keep-online';
import { ping } from '../../../lambda/domain/ping';
import { sweepLeases } from '../../../lambda/domain/sweep-leases';
import { aCaller, aSocket, type ChatWorld } from '../../support/chat-world';
import { endAt, momentsOf } from '../../support/mortal';
import { alice, bob, contacts, tell } from '../../support/presence-world';

const bobAgain = { userId: 'bob', connectionId: 'bob-2' };

/** What the handler of $connect does. */
async function open(world: ChatWorld, socket = bob): Promise<void> {
  await connect(world.connections, aSocket(socket));
  await keepOnline(world, socket);
}

/** What the handler of $disconnect does. */
async function close(world: ChatWorld, socket = bob): Promise<void> {
  await world.connections.remove(socket);
  await goOffline(world, socket);
}

/** alice watches bob, who is not there. */
async function bobAway(): Promise<ChatWorld> {
  const world = await contacts();
  await close(world);
  world.changes.changes.length = 0;
  return world;
}

const statusOfBob = async (world: ChatWorld) =>
  (await getPresence(world, aCaller(world, 'alice'), { userIds: ['bob'] })).presence[0]?.status;

/** What alice was told of bob. */
async function toldOf(world: ChatWorld): Promise<unknown[]> {
  await tell(world);
  return world.poster.posted.splice(0).map(({ frame }) => (frame as { status: string }).status);
}

/** bob is silent until the sweep comes that follows the end of his lease; alice is not. */
async function sweepLater(world: ChatWorld): Promise<void> {
  for (let at = 0; at < 2; at++) {
    world.runtime.nowMs += 20_000;
    await keepOnline(world, alice);
  }
  await sweepLeases(world);
}

/** The sockets of bob that messages still go to, and that are not going to be closed either. */
async function leftOpen(world: ChatWorld): Promise<string[]> {
  const closed = world.queue.jobs.flatMap(({ job }) =>
    job.kind === 'close' ? [job.socket.connectionId] : [],
  );
  const sockets = await world.connections.list(['bob']);
  return sockets.map(({ connectionId }) => connectionId).filter((id) => !closed.includes(id));
}

describe('a handshake that dies at any call', () => {
  it('leaves a user who is online once their client has connected again, and offline once it has gone', async () => {
    const moments = await momentsOf(bobAway, open);
    expect(moments).toHaveLength(8);
    for (const moment of moments) {
      const world = await bobAway();
      await endAt(world, moment, open);
      await open(world, bobAgain);
      expect(await statusOfBob(world)).toBe('online');
      await close(world, bobAgain);
      await sweepLater(world);
      expect(await statusOfBob(world)).toBe('offline');
      expect((await toldOf(world)).at(-1)).toBe('offline');
    }
  });

  it('has its socket closed a lease after its own has ended, if there came to be a lease', async () => {
    for (const moment of await momentsOf(bobAway, open)) {
      const world = await bobAway();
      await endAt(world, moment, open);
      const hasLease = (await statusOfBob(world)) === 'online';
      for (let sweeps = 0; sweeps < 2; sweeps++) await sweepLater(world);
      if (hasLease) expect(await leftOpen(world)).toEqual([]);
    }
  });
});

describe('a close that dies at any call', () => {
  it('ends presence with the lease at the latest, and leaves no socket that messages go to', async () => {
    const moments = await momentsOf(contacts, close);
    expect(moments).toHaveLength(8);
    for (const moment of moments) {
      const world = await contacts();
      await endAt(world, moment, close);
      for (let sweeps = 0; sweeps < 2; sweeps++) await sweepLater(world);
      expect(await statusOfBob(world)).toBe('offline');
      expect(await leftOpen(world)).toEqual([]);
    }
  });

  it('has watchers told by the sweep, unless the lease had been ended; then they read it when they watch again', async () => {
    for (const moment of await momentsOf(contacts, close)) {
      const world = await contacts();
      await endAt(world, moment, close);
      const hasEnded = (await statusOfBob(world)) === 'offline';
      await sweepLater(world);
      if (!hasEnded) expect(await toldOf(world)).toEqual(['offline']);
      const { presence } = await watchPresence(world, aCaller(world, 'alice'), { userIds: ['bob'] });
      expect(presence).toMatchObject([{ userId: 'bob', status: 'offline' }]);
    }
  });
});

describe('a ping that dies at any call', () => {
  const pingOf = (world: ChatWorld) => ping(world, aCaller(world, 'bob'));

  async function lapsed(): Promise<ChatWorld> {
    const world = await contacts();
    world.runtime.nowMs += 31_000;
    await keepOnline(world, alice);
    return world;
  }

  it('is made good by the next one: its user is online as long as pings come', async () => {
    const moments = await momentsOf(lapsed, pingOf);
    expect(moments).toHaveLength(6);
    for (const moment of moments) {
      const world = await lapsed();
      await endAt(world, moment, pingOf);
      world.runtime.nowMs += 20_000;
      await pingOf(world);
      expect(await statusOfBob(world)).toBe('online');
      expect(['online', undefined]).toContain((await toldOf(world)).at(-1));
      world.runtime.nowMs += 20_000;
      expect(await statusOfBob(world)).toBe('online');
    }
  });
});

describe('watchPresence that dies at any call', () => {
  const watch = (world: ChatWorld) => watchPresence(world, aCaller(world, 'alice'), { userIds: ['bob'] });

  /** Nobody watches any more. */
  async function unwatched(): Promise<ChatWorld> {
    const world = await contacts();
    world.runtime.nowMs += 600_000;
    for (const socket of [alice, bob]) await keepOnline(world, socket);
    return world;
  }

  it('has each change told once when the client has watched again', async () => {
    const moments = await momentsOf(unwatched, watch);
    expect(moments.length).toBeGreaterThanOrEqual(4);
    for (const moment of moments) {
      const world = await unwatched();
      await endAt(world, moment, watch);
      expect(await watch(world)).toMatchObject({ presence: [{ status: 'online' }], validForSeconds: 600 });
      await close(world);
      expect(await toldOf(world)).toEqual(['offline']);
    }
  });
});
