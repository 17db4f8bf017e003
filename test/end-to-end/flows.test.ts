import { randomUUID } from 'node:crypto';
import type { Flow, Step } from '../../local/flows/flow';
import type { Runtime, RuntimeOptions } from '../../local/runtime-options';
import { RawClient, startChat } from '../support/local-runtime';

/** What the runtime knows of the effects of one frame, in the chat as it is deployed. */
describe.each<{ isolation: NonNullable<RuntimeOptions['isolation']> }>([
  { isolation: 'thread' },
  { isolation: 'process' },
])('flows of a chat, with environments in a $isolation', ({ isolation }) => {
  let runtime: Runtime;
  const clients: RawClient[] = [];

  beforeAll(async () => (runtime = await startChat({}, 0, { isolation })), 60_000);
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });
  afterAll(() => runtime.stop());

  const connect = async (userId = randomUUID()) => {
    const client = await RawClient.connect(runtime, userId);
    clients.push(client);
    return { client, userId };
  };

  const group = async (owner: RawClient, members: readonly string[]): Promise<string> => {
    const fields = { type: 'GROUP', title: 'Group', members, clientMessageId: randomUUID() };
    return ((await owner.request('createChat', fields))['chat'] as { chatId: string }).chatId;
  };

  const say = (client: RawClient, chatId: string, content: string) =>
    client.request('sendMessage', { chatId, clientMessageId: randomUUID(), afterSeq: 1, content });

  /** The flow of the message with this text, once it fits. */
  const flowOf = async (text: string, fits: (flow: Flow) => boolean): Promise<Flow> => {
    const found = () => runtime.flows().find(({ steps }) => steps[0]?.text?.includes(text));
    for (let waitedMs = 0; waitedMs < 18_000; waitedMs += 50) {
      const flow = found();
      if (flow && fits(flow)) return flow;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no such flow: ${JSON.stringify(found())}`);
  };

  const stepsOf = (flow: Flow, kind: Step['kind'], to?: string): Step[] =>
    flow.steps.filter((step) => step.kind === kind && (to === undefined || step.to.name === to));

  const ancestors = (flow: Flow, step: Step): string[] => {
    const parent = flow.steps.find(({ id }) => id === step.parentId);
    return parent ? [...ancestors(flow, parent), parent.to.name] : [];
  };

  /** What the send function calls. */
  const ofFunction = (flow: Flow, kind: Step['to']['kind']): Step[] =>
    flow.steps.filter(({ from, to }) => from.name === 'ActionsSendMessageFunction' && to.kind === kind);

  const readUnitsOf = (steps: readonly Step[]): number =>
    steps.reduce((sum, { usage }) => sum + (usage?.readUnits ?? 0), 0);

  it('lead from a frame to a function, its calls, and the socket of the other', async () => {
    const [alice, bob] = [await connect(), await connect()];
    const chatId = await group(alice.client, [bob.userId]);
    const text = `hello ${randomUUID()}`;
    await say(alice.client, chatId, text);
    const flow = await flowOf(text, ({ posts, answeredMs }) => posts === 1 && answeredMs !== undefined);
    expect(flow).toMatchObject({ kind: 'message', name: 'sendMessage', user: alice.userId, failed: 0 });
    const [post] = stepsOf(flow, 'post');
    expect(post).toMatchObject({ to: { kind: 'socket', name: bob.userId }, status: 200, share: 1 });
    expect(post?.text).toContain(text);
    expect(ancestors(flow, post!)).toEqual(['API Gateway', 'ActionsSendMessageFunction']);
    const writes = stepsOf(flow, 'call', 'TablesMessages').filter(({ name }) => name === 'PutItem');
    expect(writes).toMatchObject([{ usage: { writeUnits: 1 }, status: 200 }]);
    expect(flow.usage.gatewayMessages).toBe(3);
    // As the budget of a chat of two says.
    expect(ofFunction(flow, 'table')).toHaveLength(4);
    expect(ofFunction(flow, 'queue')).toHaveLength(1);
    expect(readUnitsOf(ofFunction(flow, 'table'))).toBeLessThanOrEqual(4);
  });

  it('go through the queue of a large group to workers, and on to 39 sockets', async () => {
    const alice = await connect();
    const others = await Promise.all(Array.from({ length: 39 }, () => connect()));
    const chatId = await group(
      alice.client,
      others.map(({ userId }) => userId),
    );
    const text = `to all ${randomUUID()}`;
    await say(alice.client, chatId, text);
    const flow = await flowOf(text, ({ posts, running }) => posts === 39 && running === 0);
    const posts = stepsOf(flow, 'post');
    expect(new Set(posts.map(({ to }) => to.name))).toEqual(new Set(others.map(({ userId }) => userId)));
    const worker = stepsOf(flow, 'invoke', 'FanOutWorkerFunction');
    expect(worker).toMatchObject([{ from: { kind: 'queue' }, share: 1 }]);
    expect(ancestors(flow, posts[0]!).slice(0, 2)).toEqual(['API Gateway', 'ActionsSendMessageFunction']);
    expect(ancestors(flow, posts[0]!).at(-1)).toBe('FanOutWorkerFunction');
    // One frame, its answer and 39 posts; the slice and the check are sent, the slice is received and deleted.
    expect(ofFunction(flow, 'table')).toHaveLength(3);
    expect(ofFunction(flow, 'queue')).toHaveLength(2);
    expect(readUnitsOf(ofFunction(flow, 'table'))).toBeLessThanOrEqual(4);
    expect(flow.usage).toMatchObject({
      writeUnits: 1,
      gatewayMessages: 41,
      queueRequests: 4,
      lambdaRequests: 2,
    });
  });

  it('come back with the delivery check ten seconds later, and end in a push', async () => {
    const [alice, bob] = [await connect(), await connect()];
    const token = randomUUID().replaceAll('-', '');
    await bob.client.request('registerDevice', { deviceId: 'phone', platform: 'FCM', token });
    await bob.client.close();
    const chatId = await group(alice.client, [bob.userId]);
    const text = `unread ${randomUUID()}`;
    await say(alice.client, chatId, text);
    const flow = await flowOf(text, ({ steps, running }) => {
      const checked = steps.some(({ kind, to }) => kind === 'invoke' && to.name.includes('Check'));
      return checked && running === 0 && steps.some(({ kind }) => kind === 'push');
    });
    const [push] = stepsOf(flow, 'push');
    expect(push).toMatchObject({ to: { kind: 'phone' }, status: 200, usage: { pushes: 1 } });
    expect(JSON.stringify(runtime.flows())).not.toContain(token);
    const check = flow.steps.find(({ kind, to }) => kind === 'invoke' && to.name.includes('Check'));
    expect(check!.atMs).toBeGreaterThan(9000);
    expect(check).toMatchObject({ from: { kind: 'queue' } });
  }, 40_000);
});
