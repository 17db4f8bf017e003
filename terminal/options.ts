import { parseArgs } from 'node:util';

/** What to open: `list` lets the user choose. */
export type Opening =
  | { kind: 'direct'; with: string }
  | { kind: 'group'; title: string; members: string[] }
  | { kind: 'chat'; chatId: string }
  | { kind: 'list' };

export interface Options {
  as: string;
  opening: Opening;
  url: string;
  web: string;
}

export const usage = `usage: npm run chat -- --as NAME [one of the following]
  --with NAME                        the chat of two
  --group TITLE --with NAME,NAME …   a new group
  --chat CHATID                      a chat that you are in
                                     nothing: choose from your chats
  [--url ws://localhost:3001/local] [--web http://localhost:3000]`;

/** The command line. Throws an Error of one line for what it does not understand. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      as: { type: 'string' },
      with: { type: 'string' },
      group: { type: 'string' },
      chat: { type: 'string' },
      url: { type: 'string', default: 'ws://localhost:3001/local' },
      web: { type: 'string', default: 'http://localhost:3000' },
    },
  });
  const { as, url, web } = values;
  if (as === undefined) throw new Error('--as is needed');
  for (const [name, address] of Object.entries({ url, web })) {
    if (!URL.canParse(address)) throw new Error(`--${name} must be an address`);
  }
  return { as, opening: readOpening(as, values), url, web };
}

function readOpening(
  as: string,
  { with: others, group: title, chat: chatId }: { with?: string; group?: string; chat?: string },
): Opening {
  const members = others === undefined ? [] : namesIn(others);
  if (members.includes(as)) throw new Error('--as and --with must be different people');
  if (chatId !== undefined) {
    if (others !== undefined || title !== undefined)
      throw new Error('--chat goes without --with and --group');
    return { kind: 'chat', chatId };
  }
  const [first] = members;
  if (title !== undefined) {
    if (first === undefined) throw new Error('--group needs --with');
    return { kind: 'group', title, members };
  }
  if (members.length > 1) throw new Error('--with takes one name; several make a group: add --group TITLE');
  if (others !== undefined && first === undefined) throw new Error('--with needs a name');
  return first === undefined ? { kind: 'list' } : { kind: 'direct', with: first };
}

/** Names between commas or spaces, each once. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((name) => name !== ''))];
}
