import { type WebSocketLike } from '../socket';

/** Where a tab's socket sits: on a shared one. */
export interface Seat {
  readonly sharedId: string;
  /** The shared one is of another tab. */
  readonly isRemote: boolean;
  send(text: string): void;
  leave(): void;
}

type Handler = (event: { data: unknown; code?: number }) => void;

/** What the client of a tab takes for its WebSocket. */
export class TabSocket implements WebSocketLike {
  readonly id = crypto.randomUUID();
  onrenew?: () => void;
  /** The client wants it no more, or it has come to its end. */
  onLeave: () => void = () => undefined;
  readonly #handlers = new Map<string, Handler[]>();
  #seat: Seat | undefined;

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {}

  get seat(): Seat | undefined {
    return this.#seat;
  }

  addEventListener(type: string, handler: Handler): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
  }

  send(text: string): void {
    this.#seat?.send(text);
  }

  close(): void {
    this.onLeave();
  }

  sit(seat: Seat): void {
    this.#seat = seat;
    this.#emit('open');
  }

  receive(text: string): void {
    this.#emit('message', text);
  }

  end(code: number | undefined): void {
    this.onLeave();
    this.#emit('close', undefined, code);
  }

  /** Its seat goes soon. */
  renew(): void {
    this.onrenew?.();
  }

  #emit(type: string, data?: unknown, code?: number): void {
    for (const handler of this.#handlers.get(type) ?? [])
      handler({ data, ...(code !== undefined && { code }) });
  }
}
