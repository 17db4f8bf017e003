/**
 * Reads a value that came from outside: gives what it knows of it, and throws if it is something else. Fields that it does
 * not know are left out.
 */
export type Decode<T> = (value: unknown) => T;

/** A decoder for each field; for those that may be absent, one of `optional`. */
export type Fields<T> = {
  [K in keyof T]-?: Decode<T[K]>;
};

export const string = decodeIf((value): value is string => typeof value === 'string');
export const boolean = decodeIf((value): value is boolean => typeof value === 'boolean');
export const integer = decodeIf((value): value is number => Number.isSafeInteger(value));
export const count = decodeIf((value): value is number => integer(value) >= 0);
export const time = decodeIf((value): value is string => !Number.isNaN(Date.parse(string(value))));

export function decodeIf<T>(is: (value: unknown) => value is T): Decode<T> {
  return (value) => (is(value) ? value : fail());
}

export function matching(pattern: RegExp): Decode<string> {
  return decodeIf((value): value is string => pattern.test(string(value)));
}

export function oneOf<const T>(...values: T[]): Decode<T> {
  return decodeIf((value): value is T => values.some((known) => known === value));
}

export function optional<T>(decode: Decode<T>): Decode<T | undefined> {
  return (value) => (value === undefined ? value : decode(value));
}

export function list<T>(decode: Decode<T>): Decode<T[]> {
  return (value) => (Array.isArray(value) ? value.map((item) => decode(item)) : fail());
}

export function object<T extends object>(fields: Fields<T>): Decode<T> {
  return (value) => {
    if (typeof value !== 'object' || !value) fail();
    const read: Partial<T> = {};
    for (const key in fields) {
      const field = fields[key]((value as { [K in typeof key]?: unknown })[key]);
      if (field !== undefined) read[key] = field;
    }
    return read as T;
  };
}

type Tagged<T, K extends keyof T, Tag> = T extends unknown ? (Tag extends T[K] ? Omit<T, K> : never) : never;

/** An object of one of several kinds: the field `key` tells which. */
export function variant<T extends object, K extends keyof T & string>(
  key: K,
  kinds: { [Tag in T[K] & string]: Fields<Tagged<T, K, Tag>> },
): Decode<T> {
  const decoders = new Map(
    Object.entries<Fields<object>>(kinds).map(([kind, fields]) => [
      kind,
      object({ [key]: oneOf(kind), ...fields }),
    ]),
  );
  const tag = object({ [key]: string });
  return (value) => (decoders.get(tag(value)[key] ?? '') ?? fail)(value) as T;
}

/** The first that can read it. */
export function either<T, U>(first: Decode<T>, second: Decode<U>): Decode<T | U> {
  return (value) => {
    try {
      return first(value);
    } catch {
      return second(value);
    }
  };
}

export function canDecode(decode: Decode<unknown>, value: unknown): boolean {
  try {
    decode(value);
    return true;
  } catch {
    return false;
  }
}

function fail(): never {
  throw new TypeError('unable to decode a value; it is of another kind');
}
