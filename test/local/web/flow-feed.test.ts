import { get, request } from 'node:http';
import { type Flow, type FlowSummary } from '../../../local/flows/flow';
import { type Runtime } from '../../../local/runtime-options';
import { Client, eventually, startEcho } from '../echo-runtime';

describe('FlowFeed', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startEcho();
  });
  afterAll(() => runtime.stop());

  const list = async (): Promise<FlowSummary[]> =>
    ((await (await fetch(`${runtime.webUrl}/inspector/flows`)).json()) as { flows: FlowSummary[] }).flows;

  const say = async (message: object): Promise<void> => {
    const client = await Client.open(`${runtime.socketUrl}?token=allow`);
    await client.request(message);
    await client.close();
  };

  it('lists flows without their steps, and gives one with them', async () => {
    await say({ action: 'echo', text: 'listed' });
    const found = await eventually(async () =>
      (await list()).find(({ name, answeredMs }) => name === 'echo' && answeredMs !== undefined),
    );
    expect(found).toMatchObject({ kind: 'message', usage: { gatewayMessages: 2, lambdaRequests: 1 } });
    expect(found).not.toHaveProperty('steps');
    const one = (await (await fetch(`${runtime.webUrl}/inspector/flows/${found.id}`)).json()) as Flow;
    expect(one.steps.map(({ kind, to }) => [kind, to.kind])).toEqual([
      ['frame', 'gateway'],
      ['invoke', 'function'],
      ['answer', 'client'],
    ]);
    expect((await fetch(`${runtime.webUrl}/inspector/flows/999999`)).status).toBe(404);
  });

  it('tells of each flow as it changes', async () => {
    const heard: string[] = [];
    const stream = get(`${runtime.webUrl}/inspector/events`, (response) => {
      response.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
    });
    await eventually(() => (heard.length > 0 ? true : undefined));
    await say({ action: 'echo', text: 'streamed' });
    await eventually(() => (/event: flow\ndata: .*"name":"echo"/.test(heard.join('')) ? true : undefined));
    stream.destroy();
  });

  it.each(['/inspector/flows', '/inspector/flows/1', '/inspector/events'])(
    'refuses pages of other origins and foreign host names at %s',
    async (path) => {
      const origin = 'https://evil.example';
      expect((await fetch(`${runtime.webUrl}${path}`, { headers: { origin } })).status).toBe(403);
      const status = await new Promise((resolve) => {
        const sent = request(
          `${runtime.webUrl}${path}`,
          { headers: { host: 'evil.example' } },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        );
        sent.end();
      });
      expect(status).toBe(403);
    },
  );
});
