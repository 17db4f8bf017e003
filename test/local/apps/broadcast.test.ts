import { startRuntime } from '../../../local/runtime';
import { type Runtime } from '../../../local/runtime-options';
import { Client } from '../echo-runtime';
import { BroadcastStack } from './broadcast/broadcast-stack';
import { removeSynthesized, synthesizeApp } from './synthesize-app';

const HOUR_SECONDS = 3600;

describe('startRuntime with the broadcast app', () => {
  let runtime: Runtime;
  let clients: Client[];
  beforeAll(async () => {
    const assembly = synthesizeApp((app) => new BroadcastStack(app, 'Broadcast'));
    runtime = await startRuntime({ assembly, port: 0, webPort: 0 });
  });
  beforeEach(async () => {
    clients = await Promise.all([1, 2, 3].map(() => Client.open(runtime.socketUrl)));
  });
  afterEach(() => Promise.all(clients.map((client) => client.close())));
  afterAll(async () => {
    await runtime.stop();
    removeSynthesized();
  });

  const nextFrames = (): Promise<string[]> => Promise.all(clients.map((client) => client.nextFrame()));

  const logicalIdOf = (name: string): string =>
    runtime.schedules.find(({ logicalId }) => logicalId.startsWith(name))!.logicalId;

  it('runs all of it', () => {
    expect(runtime.notRun).toEqual([]);
  });

  it('sends what one publishes to all, by way of a table and its stream', async () => {
    clients[0]!.socket.send(JSON.stringify({ action: 'publish', notice: 'hello' }));
    expect(await nextFrames()).toEqual(['hello', 'hello', 'hello']);
  });

  it('sends the notice of a schedule that is fired', async () => {
    runtime.fireSchedule(logicalIdOf('Farewell'));
    expect(await nextFrames()).toEqual(['farewell', 'farewell', 'farewell']);
  });

  it('fires a rule when the clock passes the time at which it is due', async () => {
    runtime.moveClock(HOUR_SECONDS);
    const passed = 'an hour has passed';
    expect(await nextFrames()).toEqual([passed, passed, passed]);
  });
});
