import { type Keyspace } from './keyspace';
import { Failure, type Reply } from './reply';

type SortedSet = Map<string, number>;
type Command = (keys: Keyspace, args: readonly string[]) => Reply;

const WRONG_TYPE = new Failure('WRONGTYPE Operation against a key holding the wrong kind of value');
const NOT_A_FLOAT = new Failure('ERR value is not a valid float');
const SYNTAX = new Failure('ERR syntax error');

/** Reads a set and lets `change` answer; what is empty after it is no key any more. */
const withSet = (keys: Keyspace, key: string, change: (set: SortedSet) => Reply): Reply => {
  const value = keys.get(key) ?? new Map<string, number>();
  if (typeof value === 'string') return WRONG_TYPE;
  const expiresAt = keys.expiryOf(key);
  const reply = change(value);
  if (value.size === 0) keys.delete(key);
  else keys.set(key, value, expiresAt);
  return reply;
};

const inOrder = (set: SortedSet): [string, number][] =>
  [...set].sort(([one, oneScore], [other, otherScore]) => oneScore - otherScore || (one < other ? -1 : 1));

/** A bound of scores: `-inf`, `+inf`, a number, or `(number` that is itself outside. */
const isAbove = (score: number, bound: string): boolean =>
  bound.startsWith('(') ? score > scoreOf(bound.slice(1)) : score >= scoreOf(bound);

const isBelow = (score: number, bound: string): boolean =>
  bound.startsWith('(') ? score < scoreOf(bound.slice(1)) : score <= scoreOf(bound);

const scoreOf = (text: string): number => {
  if (text === '-inf') return -Infinity;
  return text === '+inf' || text === 'inf' ? Infinity : Number(text);
};

const within = (set: SortedSet, low: string, high: string): [string, number][] =>
  inOrder(set).filter(([, score]) => isAbove(score, low) && isBelow(score, high));

const OPTIONS = ['NX', 'XX', 'GT', 'LT', 'CH'];

const mayWrite = (options: ReadonlySet<string>, old: number | undefined, score: number): boolean => {
  if (old === undefined) return !options.has('XX');
  if (options.has('NX')) return false;
  return !(options.has('GT') && score <= old) && !(options.has('LT') && score >= old);
};

const zadd: Command = (keys, [key = '', ...args]) => {
  const options = new Set<string>();
  while (OPTIONS.includes(args[0]?.toUpperCase() ?? '')) options.add(args.shift()?.toUpperCase() ?? '');
  if (args.length === 0 || args.length % 2 !== 0) return SYNTAX;
  const pairs = Array.from({ length: args.length / 2 }, (_, index) => ({
    score: scoreOf(args[2 * index] ?? ''),
    member: args[2 * index + 1] ?? '',
  }));
  if (pairs.some(({ score }) => Number.isNaN(score))) return NOT_A_FLOAT;
  return withSet(keys, key, (set) => {
    let counted = 0;
    for (const { score, member } of pairs) {
      const old = set.get(member);
      if (!mayWrite(options, old, score)) continue;
      set.set(member, score);
      if (old === undefined || (options.has('CH') && old !== score)) counted++;
    }
    return counted;
  });
};

const zrem: Command = (keys, [key = '', ...members]) =>
  withSet(keys, key, (set) => members.filter((member) => set.delete(member)).length);

const zscore: Command = (keys, [key = '', member = '']) =>
  withSet(keys, key, (set) => {
    const score = set.get(member);
    return score === undefined ? null : String(score);
  });

const zrangebyscore: Command = (keys, [key = '', low = '', high = '', ...args]) => {
  const options = args.map((option) => option.toUpperCase());
  const limit = options.indexOf('LIMIT');
  const [from, count] = limit === -1 ? [0, -1] : [Number(args[limit + 1]), Number(args[limit + 2])];
  return withSet(keys, key, (set) => {
    const found = within(set, low, high).slice(from, count < 0 ? undefined : from + count);
    return found.flatMap(([member, score]) =>
      options.includes('WITHSCORES') ? [member, String(score)] : [member],
    );
  });
};

const zremrangebyscore: Command = (keys, [key = '', low = '', high = '']) =>
  withSet(keys, key, (set) => within(set, low, high).filter(([member]) => set.delete(member)).length);

export const sortedSetCommands = {
  zadd,
  zrem,
  zscore,
  zrangebyscore,
  zremrangebyscore,
  zcard: (keys, [key = '']) => withSet(keys, key, (set) => set.size),
  zcount: (keys, [key = '', low = '', high = '']) =>
    withSet(keys, key, (set) => within(set, low, high).length),
} satisfies Record<string, Command>;
