import { type ParleyError } from './parley-error';
import { type Entry } from './wire/entry';

/** What an answer comes to. */
export interface Answered {
  /** What is to be done now that the request is carried out. */
  readonly follow: () => void;
  /** It has become an entry. Otherwise there was nothing to do. */
  readonly isEntry: boolean;
}

/** An entry of one's own on its way into the log of a chat: a message, or a change of the chat. */
export abstract class Outgoing<Result = unknown> {
  /** What may have happened, as in "unable to tell whether …". */
  abstract readonly claim: string;
  abstract readonly clientMessageId: string;
  /** The newest entry known when it was first tried. Fixed once `isTried`: changing it could store the entry twice. */
  abstract readonly afterSeq: number;
  /** It may have reached the server. */
  abstract readonly isTried: boolean;
  readonly result: Promise<Result>;
  /** Resolves when it is settled, either way. */
  readonly settled: Promise<void>;
  /** When it may be tried for the first time. */
  ready: Promise<void> = Promise.resolve();
  /** A try may have been carried out, and nothing has told. */
  isUnknown = false;
  lastTriedAt = 0;
  failures = 0;
  #isSettled = false;
  #caller!: { resolve(result: Result): void; reject(error: ParleyError): void };

  constructor() {
    this.result = new Promise((resolve, reject) => {
      this.#caller = { resolve, reject };
    });
    // Whoever does not await the result, because updates tell it too, must not end the process.
    this.settled = this.result.then(
      () => undefined,
      () => undefined,
    );
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /**
   * The tries from now on name this afterSeq.
   * @throws ParleyError if that cannot be kept
   */
  abstract tryFrom(afterSeq: number): Promise<void>;

  /** Sends the request, once; the same bytes for the same afterSeq. */
  abstract exchange(): Promise<Answered>;

  /** Its entry is in the chat. */
  abstract found(entry: Entry): void;

  /** It is refused, or its outcome will not be known. */
  giveUp(error: ParleyError): void {
    this.fail(error);
  }

  /** Tells whoever waits. Alone: the client is closed, and another run may go on with it. */
  fail(error: ParleyError): void {
    this.#isSettled = true;
    this.#caller.reject(error);
  }

  protected succeed(result: Result): void {
    this.#isSettled = true;
    this.#caller.resolve(result);
  }
}
