import fc from 'fast-check';
import { type FuzzChats, validRequests } from './valid-requests';

const prototypeNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'then'];

/** What stands where something else is expected. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, '', ' ', 0, -1, 0.5, 1e21, 1e12, -0, [], {}, [[]], 'a b', 'a#b', '\u0000'),
  fc.constantFrom('\ud800', 'x\udc00', '\ufeff', 'ﷺ'.repeat(100), 'x'.repeat(17_000), 'é'.repeat(9_000)),
  fc.constantFrom(...prototypeNames),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.jsonValue({ maxDepth: 6 }),
  fc.nat(60).map((depth) => nested(depth * 25)),
  fc.nat(600).map((count) => Array.from({ length: count }, (_item, index) => `u${index}`)),
);

/** A list in a list in a list. */
function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

type Spoiler = (request: Record<string, unknown>) => Record<string, unknown>;

/** One change to a request that was right. */
const spoiler: fc.Arbitrary<Spoiler> = fc.oneof(
  fc.nat().map(
    (at): Spoiler =>
      (request) =>
        without(request, at),
  ),
  fc.tuple(fc.nat(), strange).map(
    ([at, value]): Spoiler =>
      (request) =>
        withValue(request, at, value),
  ),
  fc.tuple(fc.oneof(fc.constantFrom(...prototypeNames), fc.string()), strange).map(
    ([name, value]): Spoiler =>
      (request) =>
        Object.defineProperty({ ...request }, name, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        }),
  ),
  fc.nat().map((at): Spoiler => (request) => {
    const key = keyAt(request, at);
    return withValue(request, at, [request[key], request[key]]);
  }),
);

function keyAt(request: object, at: number): string {
  const keys = Object.keys(request);
  return keys[at % keys.length] ?? '';
}

function without(request: Record<string, unknown>, at: number): Record<string, unknown> {
  const gone = keyAt(request, at);
  return Object.fromEntries(Object.entries(request).filter(([key]) => key !== gone));
}

function withValue(request: Record<string, unknown>, at: number, value: unknown): Record<string, unknown> {
  return { ...request, [keyAt(request, at)]: value };
}

/** The texts of frames: right ones, nearly right ones, any JSON, and what is no JSON. */
export function frameTexts(chats: FuzzChats): fc.Arbitrary<string> {
  const requests = Object.entries(validRequests(chats)).map(([action, fields]) =>
    fc.tuple(fields, fc.uuid()).map(([given, requestId]) => ({ action, requestId, ...given })),
  );
  const request: fc.Arbitrary<Record<string, unknown>> = fc.oneof(...requests);
  const spoiled = fc
    .tuple(request, fc.array(spoiler, { minLength: 1, maxLength: 3 }))
    .map(([right, changes]) => changes.reduce((value, change) => change(value), right));
  const cut = fc
    .tuple(request, fc.nat())
    .map(([right, at]) => JSON.stringify(right).slice(0, 1 + (at % JSON.stringify(right).length)));
  return fc
    .oneof(
      { weight: 2, arbitrary: request.map((right) => JSON.stringify(right)) },
      { weight: 6, arbitrary: spoiled.map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: fc.json({ maxDepth: 8 }) },
      { weight: 1, arbitrary: cut },
      {
        weight: 1,
        arbitrary: fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text.isWellFormed()),
      },
    )
    .filter((text) => Buffer.byteLength(text) <= 32 * 1024);
}
