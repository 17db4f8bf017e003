/** What an option accepts: in words for the error message, and as a function that answers undefined for anything else. */
export interface Accepts<T> {
  readonly words: string;
  readonly parse: (raw: unknown) => T | undefined;
}

/** A setting that is missing or not acceptable; the message says what to change. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Values that `-c` gives arrive as strings, those of cdk.json as they are written there. */
export type Given = Readonly<Record<string, unknown>>;

/** One option as a function of what was given: its value, or its default if nothing was. Refuses what it does not accept. */
export function option<T>(key: string, accepts: Accepts<T>, fallback: T): (given: Given) => T {
  return (given) => {
    const raw = given[key];
    if (raw === undefined) return fallback;
    const value = accepts.parse(raw);
    if (value === undefined) throw refusal(key, raw, accepts.words);
    return value;
  };
}

/** What the error says about a value that is not allowed. */
export function refusal(key: string, raw: unknown, words: string): ConfigError {
  return new ConfigError(`${spelled(key)} is ${JSON.stringify(raw)}, allowed is ${words}. ${advice(key)}`);
}

/** @throws ConfigError if the option that `who` needs is not set. */
export function needed<T>(key: string, value: T | undefined, who: string): T {
  if (value !== undefined) return value;
  throw new ConfigError(`${spelled(key)} is not set, and ${who} needs it. ${advice(key)}`);
}

/** The key as a person gives it on the command line: the stage stands alone, the rest carries the prefix. */
export function spelled(key: string): string {
  return key === 'stage' ? key : `parley:${key}`;
}

/** Where a value is changed, to end an error message with. */
function advice(key: string): string {
  const place = key === 'stage' ? 'context.stage' : `context.parley.${key}`;
  return `Change ${place} in cdk.json, or give -c ${spelled(key)}=VALUE.`;
}

export function oneOf<const T extends string | number>(values: readonly T[]): Accepts<T> {
  return {
    words: `one of ${values.join(', ')}`,
    parse: (raw) => values.find((value) => value === raw || String(value) === raw),
  };
}

export function wholeNumber(low: number, high: number): Accepts<number> {
  return {
    words: `a whole number from ${low} to ${high}`,
    parse: (raw) => {
      const value = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
      return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
        ? value
        : undefined;
    },
  };
}

export const flag: Accepts<boolean> = {
  words: 'true or false',
  parse: (raw) => [true, false].find((value) => value === raw || String(value) === raw),
};

/** Text of one form; `words` says which. */
export function matching(pattern: RegExp, words: string): Accepts<string> {
  return { words, parse: (raw) => (typeof raw === 'string' && pattern.test(raw) ? raw : undefined) };
}

export const regionName = matching(
  /^[a-z]{2}(-[a-z]+)+-\d$/,
  'the name of an AWS region such as eu-central-1',
);

export const word = matching(/^\S+$/, 'text without spaces');

/** A URL is kept as it is written: an issuer's trailing slash is part of its name. */
export const httpsUrl: Accepts<string> = {
  words: 'an https URL without query and fragment, such as https://login.example.com/tenant',
  parse: (raw) => (typeof raw === 'string' && isPlainHttps(raw) ? raw : undefined),
};

function isPlainHttps(text: string): boolean {
  if (!URL.canParse(text) || /[?#\s]/.test(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** Exact origins, as browsers send them: no wildcard, no path, no final slash. A list, or one string with commas. */
export function origins(schemes: readonly string[]): Accepts<readonly string[]> {
  const accepted = (text: string) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url?.origin === text && schemes.includes(url.protocol.slice(0, -1));
  };
  return {
    words: `a list of exact ${schemes.join(' or ')} origins such as https://chat.example.com`,
    parse: (raw) => {
      const list = texts(raw);
      return list?.every(accepted) === true ? list : undefined;
    },
  };
}

/** A list, or one string with commas. undefined: neither. */
export function texts(raw: unknown): readonly string[] | undefined {
  if (typeof raw === 'string') return raw === '' ? [] : raw.split(',').map((text) => text.trim());
  return Array.isArray(raw) && raw.every((text) => typeof text === 'string') ? raw : undefined;
}
