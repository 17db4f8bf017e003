import { startRuntime } from '../../../local/runtime';
import { type Runtime } from '../../../local/runtime-options';
import { Client, eventually } from '../echo-runtime';
import { EchoStack } from './echo/echo-stack';
import { removeSynthesized, synthesizeApp } from './synthesize-app';

describe('startRuntime with the echo app', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    const assembly = synthesizeApp((app) => new EchoStack(app, 'Echo'));
    runtime = await startRuntime({ assembly, port: 0, webPort: 0 });
  });
  afterAll(async () => {
    await runtime.stop();
    removeSynthesized();
  });

  const open = (ticket = '7', query = '?name=ann'): Promise<Client> =>
    Client.open(`${runtime.socketUrl}${query}`, [], { 'X-Ticket': ticket });

  it('runs all of it', () => {
    expect(runtime.notRun).toEqual([]);
    expect(runtime.socketUrl).toMatch(/\/live$/);
  });

  it('lets a wildcard policy in, and hands the context to a route that answers', async () => {
    const client = await open();
    const answer = JSON.parse(await client.request({ topic: 'text', verb: 'echo', more: [1] })) as unknown;
    expect(answer).toEqual({
      topic: 'text',
      verb: 'echo',
      rest: { more: [1] },
      routeKey: 'text:echo',
      authorizer: {
        principalId: 'ann',
        ticket: '7',
        isGuest: 'false',
        name: 'ann',
        integrationLatency: expect.any(Number) as number,
      },
    });
    await client.close();
  });

  it('refuses what the authorizer denies with 403, and without a ticket or a name with 401', async () => {
    await expect(open('0')).rejects.toThrow('403');
    await expect(open('7', '')).rejects.toThrow('401');
    await expect(Client.open(`${runtime.socketUrl}?name=ann`)).rejects.toThrow('401');
  });

  it('answers on routes with a response only, and by $default what its own expression selects no route for', async () => {
    const client = await open();
    client.socket.send(JSON.stringify({ topic: 'text', verb: 'drop' }));
    expect(await client.request({ action: 'text:echo' })).toBe(
      'say {"topic":"text","verb":"echo"}, not this ($default)',
    );
    expect(client.frames).toEqual([]);
    await client.close();
  });

  it('keeps the order of each group of a FIFO queue, and drops a job that was asked for twice', async () => {
    const client = await open();
    const seen = (word: string): string[] => client.frames.filter((frame) => frame.startsWith(word));
    const asked = ['red 1', 'blue 1', 'red 2', 'red 2', 'blue 2', 'red 3'];
    for (const [index, text] of asked.entries()) {
      const [group, job] = text.split(' ');
      client.socket.send(JSON.stringify({ topic: 'job', verb: 'add', group, job }));
      // Each is in the queue before the next is sent: messages of a connection may overtake each other.
      await eventually(() => seen('queued').length > index || undefined);
    }
    await eventually(() => client.frames.length >= asked.length + 5 || undefined);
    expect(seen('red')).toEqual(['red 1', 'red 2', 'red 3']);
    expect(seen('blue')).toEqual(['blue 1', 'blue 2']);
    await client.close();
  });
});
