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
    const group = { type: 'GROUP', title: `${canary} title`, members: ['bob'] };
    const { chat } = await alice.request('createChat', { ...group, clientMessageId: `${canary}-group-1` });
    const { chatId } = chat as { chatId: string };
    await alice.request('sendMessage', message(chatId, {}));
    await bob.next((frame) => frame.type === 'message');
    await alice.request('sendMessage', message(chatId, { afterSeq: canary }));
    await alice.request('sendMessage', message(`${canary}-chat`, {}));
    await alice.request(`${canary}-action`);
    await alice.send(`{"${canary}`);
    await expect(RawClient.connect(runtime, 'eve', { token: `${canary}.token.x` })).rejects.toThrow('403');
    await expect(
      RawClient.connect(runtime, 'eve', {
        token: runtime.token('eve'),
        headers: { Origin: `https://${canary}` },
      }),
    ).rejects.toThrow('403');
    await bob.close();
    await dropTable('Messages');
    expect(await alice.request('sendMessage', message(chatId, {}))).toMatchObject({ code: 'internal' });
    await alice.close();
  }, 60_000);
  afterAll(() => runtime.stop());

  async function dropTable(name: string): Promise<void> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new DynamoDBClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
    const table = runtime.tables.find(({ logicalId }) => logicalId.includes(name))!;
    await client.send(new DeleteTableCommand({ TableName: table.name }));
    client.destroy();
  }

  it('hold neither content nor titles nor tokens, whatever went wrong', () => {
    expect(logged().length).toBeGreaterThan(8);
    const text = lines.join('\n');
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
    expect(total('Sends')).toBe(1);
    expect(total('Posts')).toBeGreaterThanOrEqual(1);
    expect(total('Faults')).toBe(1);
    expect(total('Refusals')).toBe(5);
    expect(total('Requests')).toBe(9);
    expect(logged().filter((line) => 'SendLatency' in line)).toHaveLength(1);
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
