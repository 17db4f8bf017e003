/**
 * Why there is no connection.
 * - `token_unavailable`: the token provider failed, or gave no token in 10 s
 * - `not_opened`: the socket closed before it opened, or did not open in 10 s: no network, no server, or the token refused
 * - `hello_failed`: the socket opened, but the server did not answer `hello`
 * - `socket_closed`: the network or the server ended the connection
 * - `dead_peer`: a ping got no answer within 10 s
 * - `token_expired`: the server refuses the token that opened this socket
 */
export type LossReason =
  'token_unavailable' | 'not_opened' | 'hello_failed' | 'socket_closed' | 'dead_peer' | 'token_expired';

/**
 * Why it is tried now.
 * - `connect_called`: the application asked
 * - `delay_over`: the pause after the last try is over
 * - `token_expired`: the socket is lost with its token, and a fresh one may do: once, without a pause
 * - `online`, `visible`: the network is back, or the page is looked at again: the pause is cut short
 */
export type ConnectingReason = 'connect_called' | 'delay_over' | 'token_expired' | 'online' | 'visible';

/**
 * ```text
 * idle --connect()--> connecting --hello answered--> connected --renewed--.
 *                      ^   |                          |     ^             |
 *              delay over, | any LossReason           |     '-------------'
 *         online, visible  |                          | any LossReason
 *                      |   v                          |
 *                     waiting <-----------------------'        any --close()--> closed
 * ```
 * A connection whose token expired skips `waiting` once. `connect()` while waiting ends the wait.
 */
export type ConnectionState =
  | { readonly status: 'idle'; readonly reason: 'created' }
  | { readonly status: 'connecting'; readonly reason: ConnectingReason }
  /** `renewed`: another socket has taken over from the one before, without a moment in between. */
  | { readonly status: 'connected'; readonly reason: 'hello_answered' | 'renewed' }
  /** Tries again in `delayMs`, at `retryAt` (milliseconds since 1970). */
  | {
      readonly status: 'waiting';
      readonly reason: LossReason;
      readonly delayMs: number;
      readonly retryAt: number;
      /** With `socket_closed` and `not_opened`: the code that the WebSocket closed with. */
      readonly closeCode?: number;
    }
  | { readonly status: 'closed'; readonly reason: 'close_called' };
