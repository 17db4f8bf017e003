import { dispatchEvent } from '../../../lambda/domain/dispatch-event';
import type { PostOutcome } from '../../../lambda/domain/ports';
import { aChatEvent, aMessageEvent } from '../../support/an-event';
import { aSocket, type ChatWorld, chatWorld } from '../../support/chat-world';
import { settle } from '../../support/manual-clock';

const event = aMessageEvent({ senderId: 'alice' });

/** alice, who sends from alice-1, and so many others. */
const membersWith = (recipients: number) => [
  'alice',
  ...Array.from({ length: recipients }, (_member, index) => `user-${index}`),
];

/** Each user has one socket, `{userId}-1`. */
async function online(userIds: readonly string[]): Promise<ChatWorld> {
  const world = chatWorld();
  for (const userId of userIds) await world.connections.put(aSocket({ userId, connectionId: `${userId}-1` }));
  return world;
}

function dispatch(world: ChatWorld, userIds: readonly string[], dispatched = event): Promise<void> {
  return dispatchEvent(world, dispatched, { userIds, exceptConnectionId: 'alice-1' });
}

const posted = (world: ChatWorld) => world.poster.posted.map((post) => post.connectionId).sort();

describe('dispatchEvent', () => {
  it('takes an event of a chat without a push queue, and no message', async () => {
    const { pushes: _, ...world } = await online(['bob']);
    const audience = { userIds: ['bob', 'carol'], exceptConnectionId: '' };
    await dispatchEvent(world, aChatEvent(), audience);
    expect(world.poster.posted).toHaveLength(1);
    // @ts-expect-error -- pushes is missing, and `npm run check` fails if this line should ever compile
    const dispatching = dispatchEvent(world, event, audience);
    await expect(dispatching).rejects.toThrow('without a push queue');
  });

  it('posts to every device of the members but the one that sent', async () => {
    const world = await online(['alice', 'bob', 'cleo']);
    await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-2' }));
    await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-2' }));
    await dispatch(world, ['alice', 'bob', 'cleo']);
    expect(posted(world)).toEqual(['alice-2', 'bob-1', 'bob-2', 'cleo-1']);
    expect(world.poster.posted[0]?.frame).toEqual(event);
    expect([world.queue.jobs, world.pushes.jobs]).toEqual([[], []]);
  });

  describe('with as many recipients as the limit, the sender not counted', () => {
    it('posts to all of them itself, with one read of connections', async () => {
      const members = membersWith(25);
      const world = await online(members);
      await dispatch(world, members);
      expect(posted(world)).toHaveLength(25);
      expect(world.queue.jobs).toEqual([]);
      expect(world.connections.reads).toHaveLength(1);
    });

    it('does so when the sender does not see it, and no further', async () => {
      const world = await online(membersWith(26));
      const leaving = aChatEvent({ senderId: 'alice' });
      await dispatch(world, membersWith(25).slice(1), leaving);
      expect(posted(world)).toHaveLength(25);
      await dispatch(world, membersWith(26).slice(1), leaving);
      expect(posted(world)).toHaveLength(25);
      expect(world.queue.jobs).toHaveLength(1);
    });
  });

  describe('with more recipients', () => {
    it('posts to none, and queues everybody in slices of 50', async () => {
      const members = membersWith(120);
      const world = await online(members);
      await dispatch(world, members);
      expect(posted(world)).toEqual([]);
      const slice = { kind: 'slice', event, exceptConnectionId: 'alice-1' };
      expect(world.queue.jobs).toEqual([
        { job: { ...slice, userIds: members.slice(0, 50) }, delaySeconds: 0 },
        { job: { ...slice, userIds: members.slice(50, 100) }, delaySeconds: 0 },
        { job: { ...slice, userIds: members.slice(100) }, delaySeconds: 0 },
      ]);
    });

    it('starts with the first above the limit, and hands over the largest group in ten slices', async () => {
      const world = await online([]);
      await dispatch(world, membersWith(26));
      expect(world.queue.jobs).toHaveLength(1);
      await dispatch(world, membersWith(499));
      expect(world.queue.jobs).toHaveLength(11);
    });

    it('fails when the queue does, so that the client tries again', async () => {
      const world = await online([]);
      world.queue.isDown = true;
      await expect(dispatch(world, membersWith(26))).rejects.toThrow('the fan-out queue is down');
      expect(world.runtime.counts).toContain('dispatch_failed');
    });
  });

  it('has the others get it while a socket does not answer, and queues that one when its second is over', async () => {
    const world = await online(['alice', 'bob', 'cleo', 'dan']);
    let timeOut: (outcome: PostOutcome) => void = () => undefined;
    world.poster.outcomes.set('bob-1', new Promise((resolve) => (timeOut = resolve)));
    const dispatched = dispatch(world, ['alice', 'bob', 'cleo', 'dan']);
    await settle();
    expect(posted(world)).toEqual(['cleo-1', 'dan-1']);
    timeOut('failed');
    await dispatched;
    expect(world.queue.jobs).toMatchObject([{ job: { sockets: [{ connectionId: 'bob-1' }] } }]);
  });

  it('queues all posts that failed as one job, a second later, and succeeds', async () => {
    const world = await online(['alice', 'bob', 'cleo', 'dan']);
    world.poster.outcomes.set('bob-1', 'failed').set('dan-1', 'failed');
    await dispatch(world, ['alice', 'bob', 'cleo', 'dan']);
    expect(posted(world)).toEqual(['cleo-1']);
    expect(world.queue.jobs).toEqual([
      {
        job: { kind: 'post', event, sockets: await world.connections.list(['bob', 'dan']), tries: 1 },
        delaySeconds: 1,
      },
    ]);
    expect(world.pushes.jobs).toEqual([]);
  });

  it('fails when posts failed and cannot be queued: they would be lost', async () => {
    const world = await online(['alice', 'bob']);
    world.poster.outcomes.set('bob-1', 'failed');
    world.queue.isDown = true;
    await expect(dispatch(world, ['alice', 'bob'])).rejects.toThrow('the fan-out queue is down');
  });

  it('splits posts that failed into jobs of 100 sockets, which fit into a message of SQS', async () => {
    const world = await online([]);
    const members = membersWith(10);
    for (const userId of members.slice(1)) {
      for (let device = 0; device < 15; device++) {
        const connectionId = `${userId}-${device}`;
        await world.connections.put(aSocket({ userId, connectionId }));
        world.poster.outcomes.set(connectionId, 'failed');
      }
    }
    await dispatch(world, members);
    const sizes = world.queue.jobs.map(({ job }) => (job.kind === 'post' ? job.sockets.length : 0));
    expect(sizes).toEqual([100, 50]);
  });

  describe('a socket that is gone', () => {
    it('is removed, and only that one', async () => {
      const world = await online(['alice', 'bob']);
      await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-2' }));
      world.poster.outcomes.set('bob-1', 'gone');
      await dispatch(world, ['alice', 'bob']);
      expect(await world.connections.list(['bob'])).toMatchObject([{ connectionId: 'bob-2' }]);
      expect([world.queue.jobs, world.pushes.jobs]).toEqual([[], []]);
    });

    it.each([
      [899_999, 1],
      [900_000, 0],
    ])('and %i ms old leaves %i: a young one may be in its handshake', async (ageMs, left) => {
      const world = await online(['alice']);
      const connectedAt = world.runtime.now() - ageMs;
      await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-1', connectedAt }));
      world.poster.outcomes.set('bob-1', 'gone');
      await dispatch(world, ['alice', 'bob']);
      expect(await world.connections.list(['bob'])).toHaveLength(left);
    });

    it('fails nothing when it cannot be removed, and is reported', async () => {
      const world = await online(['alice', 'bob']);
      world.poster.outcomes.set('bob-1', 'gone');
      world.connections.remove = () => Promise.reject(new Error('throttled'));
      await dispatch(world, ['alice', 'bob']);
      expect(world.runtime.reports).toEqual(['a dead connection could not be removed']);
      expect(world.pushes.jobs).toHaveLength(1);
    });
  });

  describe('push', () => {
    it('is due, as one job, to members without a socket or whose sockets are all gone, never to the sender', async () => {
      const world = await online(['bob', 'cleo']);
      await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-2' }));
      await world.connections.put(aSocket({ userId: 'cleo', connectionId: 'cleo-2' }));
      world.poster.outcomes.set('bob-1', 'gone').set('bob-2', 'gone').set('cleo-1', 'gone');
      await dispatch(world, ['alice', 'bob', 'cleo', 'dan']);
      expect(world.pushes.jobs).toEqual([{ chatId: 'chat', seq: 7, userIds: ['bob', 'dan'] }]);
    });

    it('is not due to one whose post failed: it is tried again', async () => {
      const world = await online(['alice', 'bob']);
      world.poster.outcomes.set('bob-1', 'failed');
      await dispatch(world, ['alice', 'bob']);
      expect(world.pushes.jobs).toEqual([]);
    });

    it('is not due for a change of the chat', async () => {
      const world = await online(['alice']);
      await dispatch(world, ['alice', 'bob'], aChatEvent());
      expect(world.pushes.jobs).toEqual([]);
    });

    it('fails the dispatch when it cannot be queued, after the live members have got the message', async () => {
      const world = await online(['alice', 'bob']);
      world.pushes.isDown = true;
      await expect(dispatch(world, ['alice', 'bob', 'dan'])).rejects.toThrow('the push queue is down');
      expect(posted(world)).toEqual(['bob-1']);
    });
  });
});
