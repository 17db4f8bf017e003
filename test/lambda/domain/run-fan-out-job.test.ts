import type { FanOutJob } from '../../../lambda/domain/ports';
import { runFanOutJob } from '../../../lambda/domain/run-fan-out-job';
import { aMessageEvent } from '../../support/an-event';
import { aSocket, type ChatWorld, chatWorld } from '../../support/chat-world';
import { dieAt, momentsOf } from '../../support/mortal';

const event = aMessageEvent({ senderId: 'alice' });
const bob = aSocket({ userId: 'bob', connectionId: 'bob-1' });
const cleo = aSocket({ userId: 'cleo', connectionId: 'cleo-1' });

async function aWorld(): Promise<ChatWorld> {
  const world = chatWorld();
  await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-1' }));
  await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-2' }));
  await world.connections.put(bob);
  await world.connections.put(cleo);
  return world;
}

const posted = (world: ChatWorld) =>
  [...new Set(world.poster.posted.map((post) => post.connectionId))].sort();

describe('runFanOutJob slice', () => {
  const job: FanOutJob = {
    kind: 'slice',
    event,
    userIds: ['alice', 'bob', 'cleo', 'dan'],
    exceptConnectionId: 'alice-1',
  };

  it('posts to every device of its users but the one that sent, with one read of connections', async () => {
    const world = await aWorld();
    await runFanOutJob(world, job);
    expect(posted(world)).toEqual(['alice-2', 'bob-1', 'cleo-1']);
    expect(world.poster.posted[0]?.frame).toEqual(event);
    expect(world.connections.reads).toHaveLength(1);
  });

  it('queues only the posts that failed, and has those pushed who are offline', async () => {
    const world = await aWorld();
    world.poster.outcomes.set('bob-1', 'failed');
    await runFanOutJob(world, job);
    expect(world.queue.jobs).toEqual([
      { job: { kind: 'post', event, sockets: [bob], tries: 1 }, delaySeconds: 1 },
    ]);
    expect(world.pushes.jobs).toEqual([{ chatId: 'chat', seq: 7, userIds: ['dan'] }]);
  });

  it('is delivered again when it cannot queue', async () => {
    const world = await aWorld();
    world.pushes.isDown = true;
    await expect(runFanOutJob(world, job)).rejects.toThrow('the push queue is down');
  });

  it('reaches every recipient when it dies at any call and is delivered again', async () => {
    const aMixedWorld = async () => {
      const world = await aWorld();
      const socket = aSocket({ userId: 'eve', connectionId: 'eve-1' });
      await world.connections.put(socket);
      world.poster.outcomes.set('bob-1', 'failed').set('eve-1', 'gone');
      return world;
    };
    const run = (world: ChatWorld) =>
      runFanOutJob(world, { ...job, userIds: ['alice', 'bob', 'cleo', 'dan', 'eve'] });
    const moments = await momentsOf(aMixedWorld, run);
    expect(moments).toHaveLength(2 * (1 + 4 + 1 + 1 + 2));
    for (const moment of moments) {
      const world = await aMixedWorld();
      await dieAt(world, moment, run);
      await run(world);
      expect(posted(world)).toEqual(['alice-2', 'cleo-1']);
      expect(world.queue.jobs).toContainEqual(
        expect.objectContaining({ job: { kind: 'post', event, sockets: [bob], tries: 1 } }),
      );
      expect(world.pushes.jobs.at(-1)?.userIds).toEqual(['dan', 'eve']);
    }
  });
});

describe('runFanOutJob post', () => {
  const job = { kind: 'post' as const, event, sockets: [bob, cleo], tries: 1 };

  it('posts to its sockets only, without a read when they take it', async () => {
    const world = await aWorld();
    await runFanOutJob(world, job);
    expect(posted(world)).toEqual(['bob-1', 'cleo-1']);
    expect(world.connections.reads).toEqual([]);
    expect([world.queue.jobs, world.pushes.jobs]).toEqual([[], []]);
  });

  it.each([
    [1, 2],
    [2, 4],
    [3, 8],
  ])('queues only the sockets that failed, after %i tries for %i s later', async (tries, delaySeconds) => {
    const world = await aWorld();
    world.poster.outcomes.set('cleo-1', 'failed');
    await runFanOutJob(world, { ...job, tries });
    expect(posted(world)).toEqual(['bob-1']);
    expect(world.queue.jobs).toEqual([{ job: { ...job, sockets: [cleo], tries: tries + 1 }, delaySeconds }]);
    expect(world.poster.closed).toEqual([]);
  });

  it('closes and forgets a socket that failed five times, so that its client connects anew and syncs', async () => {
    const world = await aWorld();
    world.poster.outcomes.set('cleo-1', 'failed');
    await runFanOutJob(world, { ...job, tries: 4 });
    expect(world.poster.closed).toEqual(['cleo-1']);
    expect(await world.connections.list(['bob', 'cleo'])).toEqual([bob]);
    expect(world.queue.jobs).toEqual([]);
  });

  it('is delivered again when the gateway throttles closing, and keeps the socket on record', async () => {
    const world = await aWorld();
    world.poster.outcomes.set('cleo-1', 'failed');
    world.poster.isThrottled = true;
    await expect(runFanOutJob(world, { ...job, tries: 4 })).rejects.toThrow('too many requests');
    expect(await world.connections.list(['cleo'])).toEqual([cleo]);
  });

  it.each([
    ['is gone by now', 'gone', 1],
    ['had to be closed', 'failed', 4],
  ] as const)('has a user pushed whose last socket %s, and nobody else', async (_what, outcome, tries) => {
    const world = await aWorld();
    await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-2' }));
    world.poster.outcomes.set('bob-1', outcome).set('cleo-1', outcome);
    await runFanOutJob(world, { ...job, tries });
    expect(world.pushes.jobs).toEqual([{ chatId: 'chat', seq: 7, userIds: ['cleo'] }]);
  });

  it('leaves nobody out when it dies at any call and is delivered again', async () => {
    const aMixedWorld = async () => {
      const world = await aWorld();
      world.poster.outcomes.set('bob-1', 'gone').set('cleo-1', 'failed');
      return world;
    };
    const run = (world: ChatWorld) => runFanOutJob(world, job);
    for (const moment of await momentsOf(aMixedWorld, run)) {
      const world = await aMixedWorld();
      await dieAt(world, moment, run);
      await run(world);
      expect(world.queue.jobs).toContainEqual(
        expect.objectContaining({ job: { ...job, sockets: [cleo], tries: 2 } }),
      );
      expect(world.pushes.jobs.at(-1)?.userIds).toEqual(['bob']);
    }
  });
});

describe('runFanOutJob close', () => {
  const job: FanOutJob = { kind: 'close', socket: bob };

  it('closes the socket and forgets it', async () => {
    const world = await aWorld();
    await runFanOutJob(world, job);
    expect(world.poster.closed).toEqual(['bob-1']);
    expect(await world.connections.list(['bob'])).toEqual([]);
  });

  it('is delivered again when the gateway throttles', async () => {
    const world = await aWorld();
    world.poster.isThrottled = true;
    await expect(runFanOutJob(world, job)).rejects.toThrow('too many requests');
  });
});
