/** The subprotocol that the server answers; the client offers it beside `jwt.<token>`. */
export const subprotocol = 'parley.v1';

/** Prefix of the subprotocol that carries the token: browsers cannot set headers on a WebSocket. */
export const tokenSubprotocolPrefix = 'jwt.';

/** How long a client waits for a response before it calls the outcome unknown and resends the same bytes. */
export const responseTimeoutMs = 10_000;
