import type { Runtime } from '../../local/runtime-options';
import { RawClient, startChat } from '../support/local-runtime';
import { fuzzFrames } from './fuzz-frames';
import { fuzzPeople } from './fuzz-people';
import { flawOf } from './judge-frame';

/** Short; `npm run fuzz -- --frames 20000` does more. A failure prints its seed and the shrunk case. */
const seed = 20_261_128;

describe('fuzzing', () => {
  let runtime: Runtime;
  const lines: string[] = [];

  beforeAll(async () => {
    runtime = await startChat({}, 0, { log: (line) => void lines.push(line) });
  }, 60_000);
  afterAll(() => runtime.stop());

  it('every frame of a stranger is answered as the protocol says, and tells nothing of others', async () => {
    await fuzzFrames(runtime, { runs: 400, seed });
  }, 180_000);

  it('whoever comes and goes sees what was written while they were in the chat', async () => {
    await fuzzPeople(runtime, { runs: 6, seed });
  }, 180_000);

  it('no function fails on what it was sent', () => {
    expect(lines.length).toBeGreaterThan(400);
    expect(lines.filter((line) => /Unhandled|Runtime\.ExitError|"level":"ERROR"/.test(line))).toEqual([]);
  });

  it('a judge finds the answers that are wrong', () => {
    const ok = '{"type":"ok","requestId":"r","serverTime":"2026-01-01T00:00:00.000Z"}';
    const error = (code: string, fields = {}) =>
      JSON.stringify({ type: 'error', code, message: 'unable to x; y', retryable: false, ...fields });
    expect(flawOf('{"action":"ping","requestId":"r"}', ok)).toBeUndefined();
    expect(flawOf('{"action":"ping"}', ok)).toContain('ok instead of bad_request');
    expect(flawOf('no json', error('unknown_action'))).toContain('instead of bad_request');
    expect(flawOf('{"action":"dance"}', error('bad_request'))).toContain('instead of unknown_action');
    expect(flawOf('{"action":"ping","requestId":"r"}', error('internal'))).toContain('internal');
    expect(flawOf('{"action":"ping","requestId":"r"}', error('made_up'))).toContain('no code');
    expect(flawOf('no json', error('bad_request', { x: 'x'.repeat(102_400) }))).toContain('longer');
    expect(flawOf('no json', error('bad_request', { stack: 's' }))).toContain('no /stack');
    expect(flawOf('{"action":"ping","requestId":"r"}', ok.replace('}', ',"host":"h"}'))).toContain(
      'no /host',
    );
    expect(flawOf('{"action":"getChat","chatId":"c","requestId":"r"}', ok)).toContain('chat');
  });

  it('a stranger on a socket of their own hears nothing while all that goes on', async () => {
    const stranger = await RawClient.connect(runtime, 'fuzz-stranger');
    await fuzzPeople(runtime, { runs: 1, seed: seed + 1 });
    expect(stranger.frames).toEqual([]);
    await stranger.close();
  }, 60_000);
});
