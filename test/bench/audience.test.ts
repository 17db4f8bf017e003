import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Audience } from '../../bench/fan-out/audience';
import { writeAssembly } from '../../bench/fan-out/write-assembly';
import { startRuntime } from '../../local/runtime';
import { type Runtime } from '../../local/runtime-options';

describe('Audience', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-audience-'));
  let runtime: Runtime;
  beforeAll(async () => {
    writeAssembly(folder);
    runtime = await startRuntime({ assembly: folder, port: 0, webPort: 0 });
  });
  afterAll(async () => {
    await runtime.stop();
    rmSync(folder, { recursive: true });
  });

  it('reaches every socket through queue and workers, message after message', async () => {
    const audience = await Audience.connect(runtime.socketUrl, 121);
    for (const text of ['one', 'two']) {
      expect(await audience.send(text)).toMatchObject({ lastReceived: expect.any(Number) as number });
    }
    audience.close();
  });
});
