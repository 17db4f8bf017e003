import * as v from 'valibot';

const authorizer = v.object({
  userId: v.string(),
  /** Seconds since 1970; API Gateway hands every context value on as a string. */
  exp: v.pipe(v.string(), v.transform(Number), v.number()),
  deviceId: v.optional(v.string()),
});

const requestContext = v.object({
  connectionId: v.string(),
  requestId: v.string(),
  connectedAt: v.number(),
  /** When API Gateway received it, in milliseconds since 1970. */
  requestTimeEpoch: v.optional(v.number()),
  authorizer,
});

const messageEvent = v.object({ requestContext, body: v.optional(v.string(), '') });

const headers = v.optional(v.record(v.string(), v.string()), {});

const connectEvent = v.object({ requestContext, headers });

const disconnectEvent = v.object({ requestContext });

const authorizerEvent = v.object({
  requestContext: v.object({ connectionId: v.string(), requestId: v.string() }),
  methodArn: v.string(),
  headers,
  queryStringParameters: v.optional(v.nullable(v.record(v.string(), v.optional(v.string())))),
});

export type AuthorizerEvent = v.InferOutput<typeof authorizerEvent>;

/** The parts of API Gateway's events that we read; anything else in them is ignored. Each throws on an event of another shape. */
export const decodeMessageEvent = (event: unknown) => decode(messageEvent, event);
export const decodeConnectEvent = (event: unknown) => decode(connectEvent, event);
export const decodeDisconnectEvent = (event: unknown) => decode(disconnectEvent, event);
export const decodeAuthorizerEvent = (event: unknown) => decode(authorizerEvent, event);

/** Lambda logs what a handler throws: the error names the place, and not the value, which valibot's would quote. */
function decode<S extends v.GenericSchema>(schema: S, event: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, event);
  if (result.success) return result.output;
  throw new Error(`unable to read the event; ${v.getDotPath(result.issues[0]) ?? 'it'} has another shape`);
}

/** A header's value whatever the case of its name: API Gateway keeps the case that the client sent. */
export function headerOf(headersByName: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headersByName).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** The subprotocols that the client offers. */
export function subprotocolsOf(headersByName: Readonly<Record<string, string>>): string[] {
  return (headerOf(headersByName, 'Sec-WebSocket-Protocol') ?? '')
    .split(',')
    .map((offered) => offered.trim());
}
