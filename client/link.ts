import { responseTimeoutMs, subprotocol, tokenSubprotocolPrefix } from '../protocol/connecting';
import { type LossReason } from './connection-state';
import { decodeFrame } from './decode-frame';
import { expiryOf } from './decode-token';
import { type Heartbeat, startHeartbeat } from './heartbeat';
import { disconnectedError, noAnswerError, type ParleyError } from './parley-error';
import { RequestTable } from './requests';
import { openSocket, type Socket, type WebSocketConstructor } from './socket';
import { type Timers } from './timers';
import { type Answer } from './wire/answers';
import { type ServerEvent } from './wire/server-event';

export interface LinkOptions {
  url: string;
  deviceId: string | undefined;
  token: () => Promise<string>;
  webSocket: WebSocketConstructor;
  timers: Timers;
  random: () => number;
}

export interface Greeting {
  readonly userId: string;
  /** How long the token that opened the socket is valid from now on, if it says so. */
  readonly tokenLifeMs: number | undefined;
}

export interface LinkListener {
  onGreeted(greeting: Greeting): void;
  onEvent(event: ServerEvent): void;
  /** At most once, and nothing after it. */
  onLost(reason: LossReason, closeCode?: number): void;
  /** It is aging: its socket says so. */
  onAging(): void;
}

/** One socket to the server, from the token to its end, with the requests in flight on it. */
export class Link {
  readonly requests: RequestTable;
  /** Another link is to take over, soon. */
  isAging = false;
  readonly #options: LinkOptions;
  readonly #listener: LinkListener;
  #isLive = true;
  #isRetired = false;
  #expiresAt: number | undefined;
  #socket: Socket | undefined;
  #heartbeat: Heartbeat | undefined;
  #cancelTimeout: () => void = () => undefined;

  constructor(options: LinkOptions, listener: LinkListener) {
    this.#options = options;
    this.#listener = listener;
    this.requests = new RequestTable(options.timers, () => this.check());
    this.#limit('token_unavailable');
    // Asked for every time: a token that was refused or has expired is never offered again by the client itself.
    Promise.resolve()
      .then(options.token)
      .then(
        (token) => this.#isLive && this.#open(token),
        () => this.#lose('token_unavailable'),
      );
  }

  /** Pings now: something tells that the network may have changed, or a request got no answer. */
  check(): void {
    this.#heartbeat?.check();
  }

  /** Another one has taken over: what is in flight may still be answered, and what comes is heard. */
  retire(): void {
    this.#isRetired = true;
    this.#heartbeat?.stop();
    this.#options.timers.after(responseTimeoutMs, () => this.#lose('socket_closed'));
  }

  /** Ends it without a word to the listener. */
  close(error: ParleyError): void {
    if (!this.#isLive) return;
    this.#isLive = false;
    this.#cancelTimeout();
    this.#heartbeat?.stop();
    this.#socket?.close();
    this.requests.detach(error);
  }

  #open(token: string): void {
    const { webSocket: WebSocket } = this.#options;
    this.#expiresAt = expiryOf(token);
    const protocols = [subprotocol, `${tokenSubprotocolPrefix}${token}`];
    this.#limit('not_opened');
    let isOpen = false;
    try {
      this.#socket = openSocket(() => new WebSocket(this.#address(), protocols), {
        onOpen: () => {
          isOpen = true;
          this.#cancelTimeout();
          this.#greet();
        },
        onData: (data) => this.#receive(data),
        onClose: (code) => this.#lose(isOpen ? 'socket_closed' : 'not_opened', code),
        onRenew: () => ((this.isAging = true), this.#listener.onAging()),
      });
    } catch {
      this.#lose('not_opened');
    }
  }

  /** The step that begins now may take so long. */
  #limit(reason: LossReason): void {
    this.#cancelTimeout();
    this.#cancelTimeout = this.#options.timers.after(responseTimeoutMs, () => this.#lose(reason));
  }

  #greet(): void {
    this.requests.attach((text) => this.#socket?.send(text));
    this.requests.exchange('hello', {}).then(
      (hello) => this.#isLive && this.#welcome(hello),
      () => this.#lose('hello_failed'),
    );
  }

  #welcome({ userId, heartbeatSeconds, serverTime }: Answer<'hello'>): void {
    this.#heartbeat = startHeartbeat({
      requests: this.requests,
      timers: this.#options.timers,
      random: this.#options.random,
      periodMs: heartbeatSeconds * 1000,
      onDead: () => this.#lose('dead_peer'),
    });
    // By the server's clock: the one here may be wrong.
    const tokenLifeMs = this.#expiresAt && this.#expiresAt - Date.parse(serverTime);
    this.#listener.onGreeted({ userId, tokenLifeMs });
  }

  #receive(data: unknown): void {
    const frame = decodeFrame(data);
    const isExpiry = frame.kind === 'error' && frame.frame.code === 'token_expired';
    if (frame.kind === 'event') this.#listener.onEvent(frame.event);
    else if (!(isExpiry && this.#isRetired)) this.requests.receive(frame);
    if (isExpiry) this.#lose('token_expired');
  }

  #lose(reason: LossReason, closeCode?: number): void {
    if (!this.#isLive) return;
    this.close(this.#isRetired ? retiredError() : disconnectedError('unknown'));
    if (!this.#isRetired) this.#listener.onLost(reason, closeCode);
  }

  #address(): string {
    const { url, deviceId } = this.#options;
    const address = new URL(url);
    if (deviceId !== undefined) address.searchParams.set('device', deviceId);
    return address.toString();
  }
}

/** No connection is lost: what was in flight on the one that was replaced is to be asked again on the one that is there. */
const retiredError = (): ParleyError => noAnswerError('the connection was replaced');
