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
  authorizer,
});

const messageEvent = v.object({ requestContext, body: v.optional(v.string(), '') });

const headers = v.optional(v.record(v.string(), v.string()), {});

const connectEvent = v.object({ requestContext, headers });

const disconnectEvent = v.object({ requestContext });

const authorizerEvent = v.object({
  methodArn: v.string(),
  headers,
  queryStringParameters: v.optional(v.nullable(v.record(v.string(), v.optional(v.string())))),
});

export type AuthorizerEvent = v.InferOutput<typeof authorizerEvent>;

/** The parts of API Gateway's events that we read; anything else in them is ignored. Each throws on an event of another shape. */
export const decodeMessageEvent = (event: unknown) => v.parse(messageEvent, event);
export const decodeConnectEvent = (event: unknown) => v.parse(connectEvent, event);
export const decodeDisconnectEvent = (event: unknown) => v.parse(disconnectEvent, event);
export const decodeAuthorizerEvent = (event: unknown) => v.parse(authorizerEvent, event);

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
