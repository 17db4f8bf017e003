import { subprotocol, tokenSubprotocolPrefix, responseTimeoutMs } from '../protocol';
import { backoffMs } from './backoff';
import { type ConnectionState, type LossReason } from './connection-state';
import { decodeFrame } from './decode-frame';
import { type Answer, type ServerEvent } from './entry';
import { startHeartbeat } from './heartbeat';
import { Listeners } from './listeners';
import { closedError, disconnectedError } from './parley-error';
import { RequestTable } from './requests';
import { openSocket, type Socket, type WebSocketConstructor } from './socket';
import { type Timers } from './timers';

export interface ConnectionOptions {
  url: string;
  deviceId: string | undefined;
  token: () => Promise<string>;
  webSocket: WebSocketConstructor;
  timers: Timers;
  random: () => number;
}

/** How long a connection must last before the back-off starts anew, so that one that flaps is not retried at once. */
const stableMs = 10_000;

/** Keeps one socket to the server, opening another whenever it is lost. */
export class Connection {
  readonly requests: RequestTable;
  readonly states = new Listeners<ConnectionState>();
  readonly events = new Listeners<ServerEvent>();
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { status: 'idle', reason: 'created' };
  #userId: string | undefined;
  #socket: Socket | undefined;
  /** Connections lost in a row since one was stable. */
  #losses = 0;
  #tries = 0;
  #cancels: (() => void)[] = [];

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.requests = new RequestTable(options.timers);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get userId(): string | undefined {
    return this.#userId;
  }

  connect(): void {
    if (this.#state.status === 'closed') throw closedError('refused');
    if (this.#state.status === 'idle' || this.#state.status === 'waiting') this.#open('connect_called');
  }

  close(): void {
    this.#drop();
    this.requests.detach(closedError());
    this.#become({ status: 'closed', reason: 'close_called' });
  }

  /** Resolves at once, or when the connection is there. */
  whenConnected(): Promise<void> {
    if (this.#state.status === 'connected') return Promise.resolve();
    if (this.#state.status === 'closed') return Promise.reject(closedError('refused'));
    return new Promise((resolve, reject) => {
      const unsubscribe = this.states.add(({ status }) => {
        if (status !== 'connected' && status !== 'closed') return;
        unsubscribe();
        if (status === 'connected') resolve();
        else reject(closedError('refused'));
      });
    });
  }

  #open(reason: 'connect_called' | 'delay_over' | 'token_expired'): void {
    this.#drop();
    this.#become({ status: 'connecting', reason });
    const { token } = this.#options;
    // Asked for every time: a token that was refused or has expired is never offered again by the client itself.
    Promise.resolve()
      .then(token)
      .then(
        this.#ofThisTry((text: string) => this.#openSocket(text)),
        this.#ofThisTry(() => this.#lose('token_unavailable')),
      );
  }

  #openSocket(token: string): void {
    const { webSocket: WebSocket, timers } = this.#options;
    const protocols = [subprotocol, `${tokenSubprotocolPrefix}${token}`];
    const notOpened = () => this.#lose('not_opened');
    const cancelTimeout = timers.after(responseTimeoutMs, notOpened);
    this.#cancels.push(cancelTimeout);
    let isOpen = false;
    try {
      this.#socket = openSocket(() => new WebSocket(this.#address(), protocols), {
        onOpen: () => {
          isOpen = true;
          cancelTimeout();
          this.#greet();
        },
        onData: (data) => this.#receive(data),
        onClose: () => this.#lose(isOpen ? 'socket_closed' : 'not_opened'),
      });
    } catch {
      notOpened();
    }
  }

  #greet(): void {
    this.requests.attach((text) => this.#socket?.send(text));
    this.requests.exchange('hello', {}).then(
      this.#ofThisTry((hello: Answer<'hello'>) => this.#welcome(hello)),
      this.#ofThisTry(() => this.#lose('hello_failed')),
    );
  }

  #welcome(hello: Answer<'hello'>): void {
    const { timers } = this.#options;
    this.#userId = hello.userId;
    const stopHeartbeat = startHeartbeat({
      requests: this.requests,
      timers,
      periodMs: hello.heartbeatSeconds * 1000,
      onDead: () => this.#lose('dead_peer'),
    });
    this.#cancels.push(
      stopHeartbeat,
      timers.after(stableMs, () => void (this.#losses = 0)),
    );
    this.#become({ status: 'connected', reason: 'hello_answered' });
  }

  #receive(data: unknown): void {
    const frame = decodeFrame(data);
    if (frame.kind === 'event') this.events.emit(frame.event);
    else this.requests.receive(frame);
    if (frame.kind === 'error' && frame.frame.code === 'token_expired') this.#lose('token_expired');
  }

  #lose(reason: LossReason): void {
    const isFirstExpiry =
      reason === 'token_expired' && this.#state.status === 'connected' && this.#losses === 0;
    this.#drop();
    this.requests.detach(disconnectedError('unknown'));
    this.#losses += 1;
    if (isFirstExpiry) this.#open('token_expired');
    else this.#wait(reason);
  }

  #wait(reason: LossReason): void {
    const { timers, random } = this.#options;
    const delayMs = backoffMs(this.#losses - 1, random);
    this.#cancels.push(timers.after(delayMs, () => this.#open('delay_over')));
    this.#become({ status: 'waiting', reason, delayMs, retryAt: timers.now() + delayMs });
  }

  /** Ends the present try with its timers and its socket. */
  #drop(): void {
    this.#tries += 1;
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** What an earlier try still had to say is not heard. */
  #ofThisTry<T>(run: (value: T) => void): (value: T) => void {
    const current = this.#tries;
    return (value) => {
      if (current === this.#tries) run(value);
    };
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.states.emit(state);
  }

  #address(): string {
    const { url, deviceId } = this.#options;
    const address = new URL(url);
    if (deviceId !== undefined) address.searchParams.set('device', deviceId);
    return address.toString();
  }
}
