import { backoffMs } from './backoff';
import { type ConnectingReason, type ConnectionState, type LossReason } from './connection-state';
import { type Greeting, Link, type LinkOptions } from './link';
import { Listeners } from './listeners';
import { closedError, disconnectedError } from './parley-error';
import { renewalDelayMs } from './renewal';
import { type Requests } from './requests';
import { type Change, type Surroundings } from './surroundings';
import { type ServerEvent } from './wire/server-event';

export interface ConnectionOptions extends LinkOptions {
  surroundings: Surroundings;
}

/** How long a connection must last before the back-off starts anew, so that one that flaps is not retried at once. */
const stableMs = 10_000;

/** Keeps one socket to the server: opens another whenever it is lost, and before its time is up. */
export class Connection {
  readonly requests: Requests;
  readonly states = new Listeners<ConnectionState>();
  readonly events = new Listeners<ServerEvent>();
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { status: 'idle', reason: 'created' };
  #userId: string | undefined;
  #link: Link | undefined;
  /** The one that is to take over. */
  #successor: Link | undefined;
  #retired: Link[] = [];
  /** Connections lost in a row since one was stable. */
  #losses = 0;
  #cancels: (() => void)[] = [];
  #stopWatching: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.requests = {
      exchange: (action, fields, requestId) =>
        this.#link?.requests.exchange(action, fields, requestId) ??
        Promise.reject(disconnectedError('refused')),
    };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get userId(): string | undefined {
    return this.#userId;
  }

  connect(): void {
    if (this.#state.status === 'closed') throw closedError('refused');
    this.#stopWatching ??= this.#options.surroundings.watch((change) => this.#check(change));
    if (this.#state.status === 'idle' || this.#state.status === 'waiting') this.#open('connect_called');
  }

  close(): void {
    this.#stopWatching?.();
    this.#drop(closedError());
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

  /** A lost network is only a hint: the server may be on this machine. Whether the socket lives a ping tells. */
  #check(change: Change): void {
    if (this.#state.status === 'waiting' && change !== 'offline') this.#open(change);
    else if (this.#state.status === 'connected') this.#link?.check();
  }

  #open(reason: ConnectingReason): void {
    this.#drop(disconnectedError('unknown'));
    this.#become({ status: 'connecting', reason });
    this.#link = new Link(this.#options, {
      onGreeted: (greeting) => this.#welcome(greeting, 'hello_answered'),
      onEvent: (event) => this.events.emit(event),
      onLost: (lost, closeCode) => this.#lose(lost, closeCode),
      onAging: () => this.#renewAging(),
    });
  }

  #welcome({ userId, tokenLifeMs }: Greeting, reason: 'hello_answered' | 'renewed'): void {
    const { timers, random } = this.#options;
    this.#userId = userId;
    this.#cancels.push(
      timers.after(stableMs, () => void (this.#losses = 0)),
      timers.after(renewalDelayMs(tokenLifeMs, random), () => this.#renew(0)),
    );
    this.#become({ status: 'connected', reason });
    this.#renewAging();
  }

  /** Before it is greeted there is nothing to renew; what has taken over meanwhile may be aging itself. */
  #renewAging(): void {
    if (this.#state.status === 'connected' && this.#link?.isAging) this.#renew(0);
  }

  /** Makes another connection before this one ends. Until it is greeted, nothing changes; if it cannot be, it is tried again. */
  #renew(failures: number): void {
    if (this.#successor) return;
    const { timers, random } = this.#options;
    const successor = new Link(this.#options, {
      onGreeted: (greeting) => this.#handOver(successor, greeting),
      onEvent: (event) => this.events.emit(event),
      onLost: (reason, closeCode) => {
        if (this.#link === successor) return this.#lose(reason, closeCode);
        this.#successor = undefined;
        this.#cancels.push(timers.after(backoffMs(failures + 1, random), () => this.#renew(failures + 1)));
      },
      onAging: () => this.#renewAging(),
    });
    this.#successor = successor;
  }

  /** Both sockets get every event meanwhile, so nothing is missing and nothing needs a sync. */
  #handOver(successor: Link, greeting: Greeting): void {
    this.#cancelTimers();
    this.#link?.retire();
    this.#retired = this.#link ? [this.#link] : [];
    this.#link = successor;
    this.#successor = undefined;
    this.#welcome(greeting, 'renewed');
  }

  #lose(reason: LossReason, closeCode: number | undefined): void {
    const isFirstExpiry =
      reason === 'token_expired' && this.#state.status === 'connected' && this.#losses === 0;
    this.#losses += 1;
    if (isFirstExpiry) return this.#open('token_expired');
    this.#drop(disconnectedError('unknown'));
    const { timers, random } = this.#options;
    const delayMs = backoffMs(this.#losses - 1, random);
    this.#cancels.push(timers.after(delayMs, () => this.#open('delay_over')));
    const retryAt = timers.now() + delayMs;
    const code = closeCode === undefined ? {} : { closeCode };
    this.#become({ status: 'waiting', reason, delayMs, retryAt, ...code });
  }

  /** Ends every socket, with its timers. */
  #drop(error: ReturnType<typeof closedError>): void {
    this.#cancelTimers();
    const links = [this.#link, this.#successor, ...this.#retired];
    this.#link = undefined;
    this.#successor = undefined;
    this.#retired = [];
    for (const link of links) link?.close(error);
  }

  #cancelTimers(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.states.emit(state);
  }
}
