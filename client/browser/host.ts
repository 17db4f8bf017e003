import { responseTimeoutMs } from '../../protocol/connecting';
import { type WebSocketConstructor } from '../socket';
import { type Clock } from '../timers';
import { type Rider, SharedSocket } from './shared-socket';

/** A rider who waits for a place on the shared socket, or has one. */
export interface Guest extends Rider {
  seated(shared: SharedSocket): void;
}

export interface HostOptions {
  readonly webSocket: WebSocketConstructor;
  readonly clock: Clock;
  /** This is the one to ride on from now on. */
  onOpened(shared: SharedSocket): void;
  /** There is none any more, nor is one on its way. */
  onIdle(): void;
  /** One has ended. */
  onEnded(): void;
}

/** The real sockets of the tab that leads: one, and for a while those that it has taken over from. */
export class Host {
  readonly #options: HostOptions;
  readonly #sockets = new Map<string, SharedSocket>();
  readonly #waiting = new Map<string, Guest>();
  #current: SharedSocket | undefined;
  #opening: SharedSocket | undefined;
  #openingSince = 0;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#sockets.size === 0;
  }

  find(sharedId: string): SharedSocket | undefined {
    return this.#sockets.get(sharedId);
  }

  /** A guest rides on the present socket, or on the next one. */
  admit(guest: Guest): void {
    this.#look();
    if (this.#current) this.#seat(guest, this.#current);
    else this.#waiting.set(guest.id, guest);
  }

  /** A guest brings what opens another socket, on which all are to ride. One at a time. */
  launch(guest: Guest, url: string, protocols: string[]): void {
    this.#waiting.set(guest.id, guest);
    if (this.#opening) return;
    const { webSocket, clock } = this.#options;
    try {
      const shared: SharedSocket = new SharedSocket({
        url,
        protocols,
        webSocket,
        clock,
        onOpen: () => this.#opened(shared),
        onEnd: (code) => this.#ended(shared, code),
      });
      this.#opening = shared;
      this.#sockets.set(shared.id, shared);
      this.#openingSince = clock.now();
    } catch {
      queueMicrotask(() => this.#failed(undefined));
    }
  }

  /** A guest that waits no longer. */
  dismiss(guestId: string): void {
    this.#waiting.delete(guestId);
    if (this.#waiting.size === 0) this.#opening?.end(undefined);
  }

  /** A guest that wants its place no more, or does not wait for one any longer. */
  release(guestId: string, sharedId: string | undefined): void {
    if (sharedId === undefined) this.dismiss(guestId);
    else this.#sockets.get(sharedId)?.remove(guestId);
  }

  /** Another tab leads: who rides here goes on for a while, who waits is to go there. */
  retire(): void {
    this.#waiting.clear();
    this.#opening?.end(undefined);
    this.#current?.linger();
    this.#current = undefined;
  }

  /** A tab that is throttled has no timer in time to give up one that never opens; whoever comes does. */
  #look(): void {
    if (this.#options.clock.now() - this.#openingSince > responseTimeoutMs) this.#opening?.end(undefined);
  }

  #seat(guest: Guest, shared: SharedSocket): void {
    shared.add(guest);
    guest.seated(shared);
  }

  #opened(shared: SharedSocket): void {
    const before = this.#current;
    this.#opening = undefined;
    this.#current = shared;
    before?.linger();
    const guests = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const guest of guests) this.#seat(guest, shared);
    this.#options.onOpened(shared);
  }

  #ended(shared: SharedSocket, code: number | undefined): void {
    if (this.#current === shared) this.#current = undefined;
    if (this.#opening === shared) {
      this.#opening = undefined;
      this.#failed(code);
    } else if (!this.#current && !this.#opening) this.#options.onIdle();
    this.#sockets.delete(shared.id);
    this.#options.onEnded();
  }

  #failed(code: number | undefined): void {
    // With the last one of this tab the channel may be closed, by which those of others are told.
    const guests = [...this.#waiting.values()].sort((one, other) => +other.isRemote - +one.isRemote);
    this.#waiting.clear();
    for (const guest of guests) guest.end(code);
    if (!this.#current && !this.#opening) this.#options.onIdle();
  }
}
