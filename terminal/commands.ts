import { namesIn } from './options';

/** What a typed line asks for. `unclear` says what is wrong with it. */
export type Command =
  | { kind: 'say'; text: string }
  | { kind: 'add'; names: string[] }
  | { kind: 'remove'; name: string }
  | { kind: 'title'; title: string }
  | { kind: 'leave' | 'who' | 'quit' | 'help' }
  | { kind: 'unclear'; reason: string };

export const help = [
  '/add NAME …   add people to this group',
  '/remove NAME  take somebody out of it',
  '/title TEXT   give it another title',
  '/who          who is in this chat',
  '/leave        leave this group',
  '/quit         end; so do Ctrl-C and Ctrl-D',
];

/** A line that begins with a slash is a command. */
export function readCommand(line: string): Command {
  const [, word, rest = ''] = /^\/(\S*)\s*(.*)$/su.exec(line.trim()) ?? [];
  if (word === undefined) return { kind: 'say', text: line };
  switch (word) {
    case 'add':
      return readNames(word, rest, (names) => ({ kind: 'add', names }));
    case 'remove':
      return readNames(word, rest, ([name = '', ...others]) =>
        others.length === 0
          ? { kind: 'remove', name }
          : { kind: 'unclear', reason: '/remove takes one name' },
      );
    case 'title':
      return rest === ''
        ? { kind: 'unclear', reason: '/title needs a text' }
        : { kind: 'title', title: rest };
    case 'leave':
    case 'who':
    case 'quit':
    case 'help':
      return { kind: word };
    default:
      return { kind: 'unclear', reason: `there is no command /${word}; /help shows those there are` };
  }
}

function readNames(word: string, text: string, commandOf: (names: string[]) => Command): Command {
  const names = namesIn(text);
  return names.length === 0 ? { kind: 'unclear', reason: `/${word} needs a name` } : commandOf(names);
}
