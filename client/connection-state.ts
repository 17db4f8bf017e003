/**
 * Why there is no connection.
 * - `token_unavailable`: the token provider failed
 * - `not_opened`: the socket closed before it opened, or did not open in 10 s: no network, no server, or the token refused
 * - `hello_failed`: the socket opened, but the server did not answer `hello`
 * - `socket_closed`: the network or the server ended the connection
 * - `dead_peer`: a ping got no answer within 10 s
 * - `token_expired`: the server refuses the token that opened this socket
 */
export type LossReason =
  'token_unavailable' | 'not_opened' | 'hello_failed' | 'socket_closed' | 'dead_peer' | 'token_expired';

/**
 * ```text
 * idle --connect()--> connecting --hello answered--> connected
 *                      ^   |                             |
 *              delay over  | any LossReason              | any LossReason
 *                      |   v                             |
 *                     waiting <--------------------------'     any --close()--> closed
 * ```
 * A connection whose token expired skips `waiting` once. `connect()` while waiting ends the wait.
 */
export type ConnectionState =
  | { readonly status: 'idle'; readonly reason: 'created' }
  | { readonly status: 'connecting'; readonly reason: 'connect_called' | 'delay_over' | 'token_expired' }
  | { readonly status: 'connected'; readonly reason: 'hello_answered' }
  /** Tries again in `delayMs`, at `retryAt` (milliseconds since 1970). */
  | {
      readonly status: 'waiting';
      readonly reason: LossReason;
      readonly delayMs: number;
      readonly retryAt: number;
    }
  | { readonly status: 'closed'; readonly reason: 'close_called' };
