import { type Keyspace } from './keyspace';
import { Failure, OK, type Reply } from './reply';

type Command = (keys: Keyspace, args: readonly string[]) => Reply;

const SYNTAX = new Failure('ERR syntax error');
const WRONG_TYPE = new Failure('WRONGTYPE Operation against a key holding the wrong kind of value');
const NOT_AN_INTEGER = new Failure('ERR value is not an integer or out of range');

const get: Command = (keys, [key = '']) => {
  const value = keys.get(key);
  if (value === undefined) return null;
  return typeof value === 'string' ? value : WRONG_TYPE;
};

/** A value of another kind is null here, as on a server. */
const mget: Command = (keys, names) =>
  names.map((key) => {
    const value = keys.get(key);
    return typeof value === 'string' ? value : null;
  });

/** Options: EX seconds, PX milliseconds, NX, XX. */
const set: Command = (keys, [key = '', value = '', ...options]) => {
  let expiresAt = Infinity;
  for (let at = 0; at < options.length; at++) {
    const option = options[at]?.toUpperCase();
    if (option === 'EX' || option === 'PX') {
      const span = Number(options[++at]);
      if (!Number.isInteger(span) || span <= 0) return NOT_AN_INTEGER;
      expiresAt = Date.now() + span * (option === 'EX' ? 1000 : 1);
    } else if (option === 'NX' || option === 'XX') {
      if ((keys.get(key) === undefined) !== (option === 'NX')) return null;
    } else return SYNTAX;
  }
  keys.set(key, value, expiresAt);
  return OK;
};

const expireIn =
  (unitMs: number): Command =>
  (keys, [key = '', span = '', ...options]) => {
    const value = keys.get(key);
    if (options.length > 0) return SYNTAX;
    if (!/^-?\d+$/.test(span)) return NOT_AN_INTEGER;
    if (value === undefined) return 0;
    keys.set(key, value, Date.now() + Number(span) * unitMs);
    return 1;
  };

const timeToLive =
  (unitMs: number): Command =>
  (keys, [key = '']) => {
    const expiresAt = keys.expiryOf(key);
    if (expiresAt === undefined) return -2;
    return expiresAt === Infinity ? -1 : Math.max(0, Math.round((expiresAt - Date.now()) / unitMs));
  };

export const keyCommands = {
  get,
  mget,
  set,
  del: (keys, names) => names.filter((key) => keys.delete(key)).length,
  exists: (keys, names) => names.filter((key) => keys.get(key) !== undefined).length,
  expire: expireIn(1000),
  pexpire: expireIn(1),
  ttl: timeToLive(1000),
  pttl: timeToLive(1),
} satisfies Record<string, Command>;
