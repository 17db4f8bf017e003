import { type Entry } from './wire/entry';

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

  /** The entry that is next, if it has come. It is not given out again. */
  takeNext(): Entry | undefined {
    const entry = this.#held.get(this.#nextSeq);
    if (entry) {
      this.#held.delete(this.#nextSeq);
      this.#nextSeq += 1;
    }
    return entry;
  }

  /** The lowest entry of this kind that has come and was not given out. */
  firstHeld(isWanted: (entry: Entry) => boolean = () => true): Entry | undefined {
    return [...this.#held.values()].filter(isWanted).sort((one, other) => one.seq - other.seq)[0];
  }

  /** What is below `fromSeq` cannot be had. That it existed is known all the same: the next own entry comes after it. */
  resetTo(fromSeq: number): void {
    // Going back means that the server lost entries: what was known above is not known any more.
    const known = fromSeq < this.#nextSeq ? Math.max(0, ...this.#held.keys()) : this.#highestSeq;
    this.#highestSeq = Math.max(known, fromSeq - 1);
    this.#nextSeq = fromSeq;
    for (const seq of [...this.#held.keys()]) if (seq < fromSeq) this.#held.delete(seq);
  }
}
