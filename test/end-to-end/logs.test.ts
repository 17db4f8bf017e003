import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { metricUnits } from '../../lambda/contract/metrics';
import { logKeys } from '../../lambda/runtime/log-fields';
import type { Runtime } from '../../local/runtime-options';
import { RawClient, startChat } from '../support/local-runtime';

const canary = 'canary-5d1f';
const written = new Set([
  ...['level', 'message', 'timestamp', 'service', 'xray_trace_id', '_aws', 'code'],
  ...logKeys,
  ...Object.keys(metricUnits),
]);

describe('the logs of the functions', () => {
  const lines: string[] = [];
  const tokens: string[] = [];
  let runtime: Runtime;

  /** What functions have written, as objects; the line that is not one is a failure by itself. */
  const logged = () =>
    lines.flatMap((line) => {
      const output = /^ {2}\S+ \| (.*)$/s.exec(line)?.[1];
      return output === undefined ? [] : [JSON.parse(output) as Record<string, unknown>];
    });

  async function connect(userId: string): Promise<RawClient> {
    const token = runtime.token(userId);
    tokens.push(token);
    return RawClient.connect(runtime, userId, { token });
  }

  const message = (chatId: unknown, fields: object) => ({
    chatId,
    clientMessageId: `${canary}-aaaaaaaaaaaaaaaa`,
    afterSeq: 1,
    contentType: 'TEXT',
    content: `${canary} content`,
    ...fields,
  });

  beforeAll(async () => {
    runtime = await startChat({}, 0, { log: (line) => lines.push(line) });
    const [alice, bob] = [await connect('alice'), await connect('bob')];
    for (const client of [alice, bob]) await client.request('hello');
    const carol = await connect('carol');
    const group = { type: 'GROUP', title: `${canary} title`, members: ['bob', 'carol'] };
    const { chat } = await alice.request('createChat', { ...group, clientMessageId: `${canary}-group-1` });
    const { chatId } = chat as { chatId: string };
    await usePhone(carol, async (seq) => {
      const next = { clientMessageId: `${canary}-${seq}-to-a-phone`, afterSeq: seq };
      await alice.request('sendMessage', message(chatId, next));
    });
    await usePresence(alice, bob);
    await alice.request('sendMessage', message(chatId, { afterSeq: canary }));
    await alice.request('sendMessage', message(`${canary}-chat`, {}));
    await alice.request('updateProfile', { displayName: `${canary} name` });
    await alice.request(`${canary}-action`);
    await alice.send(`{"${canary}`);
    await expect(RawClient.connect(runtime, 'eve', { token: `${canary}.token.x` })).rejects.toThrow('403');
    await expect(
      RawClient.connect(runtime, 'eve', {
        token: runtime.token('eve'),
        headers: { Origin: `https://${canary}` },
      }),
    ).rejects.toThrow('403');
    await dropTable('Messages');
    expect(await alice.request('sendMessage', message(chatId, {}))).toMatchObject({ code: 'internal' });
    await alice.close();
  }, 60_000);
  afterAll(() => runtime.stop());

  /** A phone is registered and pushed to; then its platform switches it off, and the next push fails. */
  async function usePhone(owner: RawClient, send: (seq: number) => Promise<void>): Promise<void> {
    const phone = { deviceId: `${canary}-phone`, platform: 'FCM', token: `${canary}-push-token` };
    await owner.request('registerDevice', phone);
    await owner.request('registerDevice', { ...phone, platform: canary });
    await owner.close();
    await send(1);
    await until(() => runtime.pushes().length > 0);
    runtime.disableEndpoint(runtime.pushes()[0]!.endpointArn);
    await send(2);
    const steps = () => runtime.flows().flatMap((flow) => flow.steps);
    await until(() => steps().some(({ name, status }) => name === 'Publish' && status === 400));
  }

  /** One watches another who leaves, and asks about somebody whose name tells. */
  async function usePresence(watcher: RawClient, other: RawClient): Promise<void> {
    await watcher.request('createChat', { type: 'DIRECT', with: 'bob' });
    await watcher.request('watchPresence', { userIds: ['bob', `${canary}-user`] });
    await watcher.request('getPresence', { userIds: [`${canary} and spaces`] });
    await watcher.request('ping');
    await other.close();
    await watcher.next((frame) => frame.type === 'presence');
  }

  async function until(isSo: () => boolean): Promise<void> {
    for (let tries = 0; tries < 1_500 && !isSo(); tries++) await new Promise((done) => setTimeout(done, 20));
    expect(isSo()).toBe(true);
  }

  async function dropTable(name: string): Promise<void> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new DynamoDBClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
    const table = runtime.tables.find(({ logicalId }) => logicalId.includes(name))!;
    await client.send(new DeleteTableCommand({ TableName: table.name }));
    client.destroy();
  }

  it('hold neither content nor names nor tokens, of sockets or of phones, whatever went wrong', () => {
    const writers = lines.map((line) => /^ {2}(\S+)Function \| /.exec(line)?.[1]);
    const ofPhonesAndPresence = ['ActionsDevices', 'PushWorker', 'ActionsPresence', 'PresencePoster'];
    expect(writers).toEqual(expect.arrayContaining(ofPhonesAndPresence));
    // What phones would show, the runtime shows by itself.
    const text = lines.filter((line) => !line.startsWith('push ')).join('\n');
    expect(text).not.toContain(canary);
    for (const token of tokens) expect(text).not.toContain(token.split('.')[2]);
  });

  it('have the keys of the allow-list and no others', () => {
    const keys = new Set(logged().flatMap((line) => Object.keys(line)));
    expect([...keys].filter((key) => !written.has(key))).toEqual([]);
  });

  it('say of a fault where it happened, in which request, and over which socket', () => {
    const fault = logged().find((line) => line['message'] === 'a request failed');
    expect(fault).toMatchObject({
      level: 'ERROR',
      service: 'sendMessage',
      action: 'sendMessage',
      requestId: expect.any(String) as string,
      connectionId: expect.any(String) as string,
      chatId: expect.stringMatching(/^[\w-]{43}$/) as string,
      error: { name: 'ResourceNotFoundException', status: 400, message: expect.any(String) as string },
    });
  });

  it('carry the metrics of what was asked', () => {
    const total = (name: string) =>
      logged().reduce((sum, line) => sum + (typeof line[name] === 'number' ? line[name] : 0), 0);
    expect(total('Sends')).toBe(2);
    expect(total('Posts')).toBeGreaterThanOrEqual(1);
    expect(total('Faults')).toBe(1);
    expect(total('Refusals')).toBe(7);
    expect(total('Requests')).toBe(17);
    expect(logged().filter((line) => 'SendLatency' in line)).toHaveLength(2);
  });

  it('say why a handshake was refused', () => {
    const reasons = logged()
      .filter((line) => line['message'] === 'a handshake was refused')
      .map((line) => [line['service'], line['reason']]);
    expect(reasons).toEqual([
      ['authorize', 'token'],
      ['authorize', 'origin'],
    ]);
  });
});
