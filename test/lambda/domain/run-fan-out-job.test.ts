import { runFanOutJob } from '../../../lambda/domain/run-fan-out-job';
import { aSocket, chatWorld } from '../../support/chat-world';

const sockets = [
  aSocket({ userId: 'bob', connectionId: 'b1' }),
  aSocket({ userId: 'cleo', connectionId: 'c1' }),
];
const job = { kind: 'post' as const, frame: '{"type":"message"}', sockets, tries: 1 };

describe('runFanOutJob', () => {
  it('queues again only the sockets that failed, later each time', async () => {
    const world = chatWorld();
    world.poster.outcomes.set('c1', 'failed');
    await runFanOutJob(world, job);
    expect(world.poster.posted.map((post) => post.connectionId)).toEqual(['b1']);
    expect(world.queue.jobs).toEqual([{ job: { ...job, sockets: [sockets[1]], tries: 2 }, delaySeconds: 2 }]);
  });

  it('closes a socket that failed five times, so that its client connects anew and syncs', async () => {
    const world = chatWorld();
    world.poster.outcomes.set('c1', 'failed');
    await runFanOutJob(world, { ...job, tries: 4 });
    expect(world.poster.closed).toEqual(['c1']);
    expect(world.queue.jobs).toEqual([]);
  });

  it('closes a socket on request', async () => {
    const world = chatWorld();
    await runFanOutJob(world, { kind: 'close', socket: sockets[0]! });
    expect(world.poster.closed).toEqual(['b1']);
  });
});
