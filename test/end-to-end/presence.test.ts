import type { Runtime } from '../../local/runtime-options';
import { type Frame, RawClient, startChat } from '../support/local-runtime';

/** The user's part of an answer or event. */
const presenceOf = (frame: Frame, userId: string) =>
  (frame['presence'] as { userId: string; status: string; lastSeen?: string }[]).find(
    (one) => one.userId === userId,
  );

describe('presence', () => {
  let runtime: Runtime;
  const lines: string[] = [];
  const open: RawClient[] = [];
  let people = 0;

  beforeAll(async () => {
    runtime = await startChat({}, 0, { log: (line) => void lines.push(line) });
  }, 60_000);
  afterAll(async () => {
    await Promise.all(open.map((client) => client.close()));
    await runtime.stop();
  });

  const connect = async (userId: string): Promise<RawClient> => {
    const client = await RawClient.connect(runtime, userId);
    open.push(client);
    return client;
  };

  /** Two people who have a direct chat, and so may see each other. */
  async function contacts(): Promise<{ alice: RawClient; bob: RawClient; bobId: string }> {
    const [aliceId, bobId] = [`alice-${++people}`, `bob-${people}`];
    const [alice, bob] = [await connect(aliceId), await connect(bobId)];
    await alice.request('createChat', { type: 'DIRECT', with: bobId });
    return { alice, bob, bobId };
  }

  const isPresence = (userId: string, status: string) => (frame: Frame) =>
    frame.type === 'presence' && frame['userId'] === userId && frame['status'] === status;

  it('is online from the handshake on, and offline with the close', async () => {
    const { alice, bob, bobId } = await contacts();
    const before = await alice.request('getPresence', { userIds: [bobId] });
    expect(presenceOf(before, bobId)).toEqual({ userId: bobId, status: 'online' });
    const watching = await alice.request('watchPresence', { userIds: [bobId] });
    expect(watching).toMatchObject({ type: 'ok', validForSeconds: 600 });
    await bob.close();
    const event = await alice.next(isPresence(bobId, 'offline'));
    expect(event['lastSeen']).toEqual(event['at']);
    const after = await alice.request('getPresence', { userIds: [bobId] });
    expect(presenceOf(after, bobId)).toEqual({
      userId: bobId,
      status: 'offline',
      lastSeen: event['lastSeen'],
    });
  });

  it('tells those who watch when somebody comes, and nobody else', async () => {
    const { alice, bob, bobId } = await contacts();
    const laptop = await connect(`alice-${people}`);
    await bob.close();
    await alice.request('watchPresence', { userIds: [bobId] });
    await connect(bobId);
    await alice.next(isPresence(bobId, 'online'));
    expect(laptop.frames.filter(({ type }) => type === 'presence')).toEqual([]);
  });

  it('counts two devices of a user once', async () => {
    const { alice, bob, bobId } = await contacts();
    const phone = await connect(bobId);
    await alice.request('watchPresence', { userIds: [bobId] });
    await bob.close();
    const half = await alice.request('getPresence', { userIds: [bobId] });
    expect(presenceOf(half, bobId)?.status).toBe('online');
    await phone.close();
    await alice.next(isPresence(bobId, 'offline'));
    expect(alice.frames.filter(({ type }) => type === 'presence')).toHaveLength(1);
  });

  it('is unknown of whom one shares no chat with, as of who does not exist', async () => {
    const { alice } = await contacts();
    await connect('mallory');
    const answer = await alice.request('getPresence', { userIds: ['mallory', 'nobody'] });
    expect(answer['presence']).toEqual([
      { userId: 'mallory', status: 'unknown' },
      { userId: 'nobody', status: 'unknown' },
    ]);
  });
});
