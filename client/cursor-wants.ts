import { type ParleyError } from './parley-error';

/** Whoever waits until the server has a cursor. */
export interface Waiter {
  resolve(): void;
  reject(error: ParleyError): void;
}

/** How far one chat is to be marked. */
export interface Want {
  chatId: string;
  seq: number;
}

/** Seqs that the server is still to be told, with those who wait for it, and what it is known to have. */
export class CursorWants {
  readonly #chats = new Map<string, Map<number, Waiter[]>>();
  readonly #known = new Map<string, number>();

  /** Nothing happens but to the waiter if the server has it already. */
  add({ chatId, seq }: Want, waiter?: Waiter): void {
    if (seq <= (this.#known.get(chatId) ?? 0)) {
      waiter?.resolve();
      return;
    }
    const seqs = this.#chats.get(chatId) ?? new Map<number, Waiter[]>();
    this.#chats.set(chatId, seqs);
    // What nobody waits for is told by what is above it.
    for (const [other, waiters] of seqs) if (other < seq && waiters.length === 0) seqs.delete(other);
    seqs.set(seq, [...(seqs.get(seq) ?? []), ...(waiter ? [waiter] : [])]);
  }

  /** Where the chat will be once everything is told. */
  reachOf(chatId: string): number {
    return Math.max(this.#known.get(chatId) ?? 0, ...(this.#chats.get(chatId)?.keys() ?? []));
  }

  /** The chats to tell, the one that has waited longest first. */
  get wants(): Want[] {
    return [...this.#chats.keys()].map((chatId) => ({ chatId, seq: this.reachOf(chatId) }));
  }

  /** The server has this chat up to here. Whether that is news. */
  learn({ chatId, seq }: Want): boolean {
    const known = this.#known.get(chatId) ?? 0;
    this.#known.set(chatId, Math.max(seq, known));
    this.#take(
      chatId,
      (wanted) => wanted <= seq,
      (waiter) => waiter.resolve(),
    );
    return seq > known;
  }

  /** The server refuses this seq; what is below it may do. */
  refuse({ chatId, seq }: Want, error: ParleyError): void {
    this.#take(
      chatId,
      (wanted) => wanted === seq,
      (waiter) => waiter.reject(error),
    );
  }

  /** The user is not in this chat, as far as anything up to `seq` goes. */
  drop({ chatId, seq }: Want, error: ParleyError): void {
    this.#known.delete(chatId);
    this.#take(
      chatId,
      (wanted) => wanted <= seq,
      (waiter) => waiter.reject(error),
    );
  }

  dropAll(error: ParleyError): void {
    for (const chatId of [...this.#chats.keys()]) this.drop({ chatId, seq: Infinity }, error);
  }

  #take(chatId: string, isMeant: (seq: number) => boolean, settle: (waiter: Waiter) => void): void {
    const seqs = this.#chats.get(chatId);
    if (!seqs) return;
    for (const [seq, waiters] of [...seqs].filter(([wanted]) => isMeant(wanted))) {
      seqs.delete(seq);
      waiters.forEach(settle);
    }
    if (seqs.size === 0) this.#chats.delete(chatId);
  }
}
