import { parseArgs } from 'node:util';

export const smokeUsage =
  'usage: npm run smoke -- --url wss://… --token TOKEN_OF_ONE_USER --token TOKEN_OF_ANOTHER';

/** The command line. Throws an Error of one line for what it does not understand; it never repeats a token. */
export function readSmokeOptions(args: string[]): { url: string; tokens: readonly [string, string] } {
  const { values } = parseArgs({
    args,
    options: { url: { type: 'string' }, token: { type: 'string', multiple: true, default: [] } },
  });
  const { url, token } = values;
  if (url === undefined || !/^wss?:\/\//.test(url) || !URL.canParse(url))
    throw new Error('--url must be a wss:// address: the output WebSocketUrl of the Chat stack');
  const [one, other, ...more] = token;
  if (one === undefined || other === undefined || more.length > 0)
    throw new Error('--token is needed twice: the tokens of two users');
  return { url, tokens: [one, other] };
}
