import { type Entry } from './entry';

/** Puts the entries of one chat in order: each seq once, none skipped. */
export class ChatLog {
  readonly #held = new Map<number, Entry>();
  #nextSeq: number;
  #highestSeq: number;

  /** `nextSeq`: the first entry to come out. `highestSeq`: the newest entry that is known to exist. */
  constructor({ nextSeq, highestSeq }: { nextSeq: number; highestSeq: number }) {
    this.#nextSeq = nextSeq;
    this.#highestSeq = highestSeq;
  }

  get nextSeq(): number {
    return this.#nextSeq;
  }

  get highestSeq(): number {
    return this.#highestSeq;
  }

  /** Entries are known to exist that have not come. */
  get hasGap(): boolean {
    return this.#highestSeq >= this.#nextSeq;
  }

  accept(entry: Entry): void {
    this.knows(entry.seq);
    if (entry.seq >= this.#nextSeq) this.#held.set(entry.seq, entry);
  }

  /** Someone showed that this seq exists. */
  knows(seq: number): void {
    this.#highestSeq = Math.max(this.#highestSeq, seq);
  }

  /** The entries that are next, in order. They are not given out again. */
  takeReady(): Entry[] {
    const ready: Entry[] = [];
    for (let entry = this.#held.get(this.#nextSeq); entry; entry = this.#held.get(this.#nextSeq)) {
      this.#held.delete(this.#nextSeq);
      this.#nextSeq += 1;
      ready.push(entry);
    }
    return ready;
  }

  resetTo(fromSeq: number): void {
    // Going back means that the server lost entries: what was known above is not known any more.
    if (fromSeq < this.#nextSeq) this.#highestSeq = Math.max(0, fromSeq - 1, ...this.#held.keys());
    this.#nextSeq = fromSeq;
    for (const seq of [...this.#held.keys()]) if (seq < fromSeq) this.#held.delete(seq);
  }
}
