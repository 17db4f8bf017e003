import { type IncomingMessage } from 'node:http';
import { traceRoot } from './trace-root';

type Single = Record<string, string>;
type Multi = Record<string, string[]>;

export interface HttpParts {
  readonly headers: Single;
  readonly multiValueHeaders: Multi;
  readonly queryStringParameters?: Single;
  readonly multiValueQueryStringParameters?: Multi;
}

type Pair = readonly [name: string, value: string];

/** Header names as the client wrote them. */
const headerPairs = ({ rawHeaders }: IncomingMessage): Pair[] =>
  rawHeaders.flatMap((name, index): Pair[] => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));

/** What API Gateway's front adds to each request. */
const addedPairs = (request: IncomingMessage): Pair[] => [
  ['X-Amzn-Trace-Id', `Root=${traceRoot()}`],
  ['X-Forwarded-For', request.socket.remoteAddress ?? '127.0.0.1'],
  ['X-Forwarded-Port', '443'],
  ['X-Forwarded-Proto', 'https'],
];

const groupPairs = (pairs: readonly Pair[]): Multi => {
  // A map, since the client chooses the names: `constructor` and `__proto__` are names like any other.
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  return Object.fromEntries(grouped);
};

/** The last value wins where an event has room for one. */
const lastOf = (multi: Multi): Single =>
  Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.at(-1) ?? '']));

export const queryOf = (request: IncomingMessage): URLSearchParams =>
  new URL(request.url ?? '/', 'http://localhost').searchParams;

/** Headers and query as Lambda events carry them; the query is absent, not empty, when there is none. */
export const httpParts = (request: IncomingMessage, isDropped: (header: string) => boolean): HttpParts => {
  const pairs = [...headerPairs(request), ...addedPairs(request)].filter(
    ([name]) => !isDropped(name.toLowerCase()),
  );
  const multiValueHeaders = groupPairs(pairs);
  const query = groupPairs([...queryOf(request)]);
  return {
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    ...(Object.keys(query).length > 0 && {
      queryStringParameters: lastOf(query),
      multiValueQueryStringParameters: query,
    }),
  };
};
