import { type Answered, Outgoing } from './outgoing';

/** What makes all tries of one request the same, and tells their entry from others. */
export interface Attempt {
  readonly clientMessageId: string;
  readonly afterSeq: number;
}

/** Sends the request once. */
export type SendChange = (attempt: Attempt) => Promise<Answered>;

/** A change of the chat itself. It ends with the process. */
export class OutgoingChange extends Outgoing<void> {
  readonly claim = 'the chat was changed';
  readonly clientMessageId: string;
  readonly #send: SendChange;
  #afterSeq = 0;
  #isTried = false;

  constructor(clientMessageId: string, send: SendChange) {
    super();
    this.clientMessageId = clientMessageId;
    this.#send = send;
  }

  get afterSeq(): number {
    return this.#afterSeq;
  }

  get isTried(): boolean {
    return this.#isTried;
  }

  tryFrom(afterSeq: number): Promise<void> {
    this.#afterSeq = afterSeq;
    this.#isTried = true;
    return Promise.resolve();
  }

  async exchange(): Promise<Answered> {
    const { clientMessageId, afterSeq } = this;
    const { follow, isEntry } = await this.#send({ clientMessageId, afterSeq });
    const succeed = () => {
      follow();
      this.found();
    };
    return { follow: succeed, isEntry };
  }

  found(): void {
    this.succeed();
  }
}
