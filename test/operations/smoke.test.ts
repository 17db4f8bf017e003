import { WebSocket } from 'ws';
import type { Runtime } from '../../local/runtime-options';
import { runSmoke, type SmokeResult } from '../../operations/smoke/run-smoke';
import { readSmokeOptions } from '../../operations/smoke/smoke-options';
import { startChat } from '../support/local-runtime';

describe('runSmoke', () => {
  let runtime: Runtime;
  const results: SmokeResult[] = [];
  const smoke = (tokens: readonly [string, string], limits = {}) =>
    runSmoke(
      { url: runtime.socketUrl, tokens, webSocket: WebSocket },
      (result) => results.push(result),
      limits,
    );

  beforeAll(async () => (runtime = await startChat()), 60_000);
  afterAll(() => runtime.stop());
  beforeEach(() => (results.length = 0));

  it('passes on a chat that works, and again in the same chat', async () => {
    for (let run = 1; run <= 2; run++) {
      expect(await smoke([runtime.token('alice'), runtime.token('bob')])).toBe(true);
      expect(results.map(({ name }) => name)).toHaveLength(7 * run);
      expect(results.filter(({ failure }) => failure !== undefined)).toEqual([]);
    }
  }, 60_000);

  it('stops at a token that is not valid, and says how far it came', async () => {
    expect(await smoke([runtime.token('alice'), 'no.token.at-all'], { stepSeconds: 1 })).toBe(false);
    expect(results).toHaveLength(1);
    expect(results[0]!.failure).toMatch(
      /^not within 1 s; the first user is connected, the second is (?!connected)/,
    );
  });

  it('refuses two tokens of one user', async () => {
    expect(await smoke([runtime.token('alice'), runtime.token('alice')])).toBe(false);
    expect(results[0]!.failure).toBe('both tokens are of the same user');
  });
});

describe('readSmokeOptions', () => {
  it('reads the address and two tokens', () => {
    const args = ['--url', 'wss://example.com/dev', '--token', 'a', '--token', 'b'];
    expect(readSmokeOptions(args)).toEqual({ url: 'wss://example.com/dev', tokens: ['a', 'b'] });
  });

  it.each([
    [['--token', 'a', '--token', 'b'], '--url'],
    [['--url', 'https://example.com', '--token', 'a', '--token', 'b'], '--url'],
    [['--url', 'wss://example.com', '--token', 'a'], '--token'],
    [['--url', 'wss://example.com', '--token', 'a', '--token', 'b', '--token', 'c'], '--token'],
  ])('refuses %j', (args, option) => {
    expect(() => readSmokeOptions(args)).toThrow(option);
  });
});
