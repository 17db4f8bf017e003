import { parseArgs } from 'node:util';

export interface Options {
  as: string;
  with: string;
  url: string;
  web: string;
}

export const usage =
  'usage: npm run chat -- --as NAME --with NAME [--url ws://localhost:3001/local] [--web http://localhost:3000]';

/** The command line. Throws an Error of one line for what it does not understand. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      as: { type: 'string' },
      with: { type: 'string' },
      url: { type: 'string', default: 'ws://localhost:3001/local' },
      web: { type: 'string', default: 'http://localhost:3000' },
    },
  });
  const { as, with: other, url, web } = values;
  if (as === undefined || other === undefined) throw new Error('--as and --with are needed');
  if (as === other) throw new Error('--as and --with must be two people');
  for (const [name, address] of Object.entries({ url, web })) {
    if (!URL.canParse(address)) throw new Error(`--${name} must be an address`);
  }
  return { as, with: other, url, web };
}
