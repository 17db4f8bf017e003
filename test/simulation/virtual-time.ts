/** Something that is to happen. */
interface Due {
  at: number;
  order: number;
  run: (() => void) | undefined;
}

/** What moves nowhere by itself: 2026-01-01T12:00Z. */
const startMs = Date.UTC(2026, 0, 1, 12);

/**
 * The only clock of a run. What is due happens one after the other, by time and then in the order in which it was asked
 * for; in between, everything that waits for nothing but its turn runs to its end.
 */
export class VirtualTime {
  /** How much has happened. */
  events = 0;
  #now = startMs;
  #order = 0;
  readonly #heap: Due[] = [];

  readonly now = (): number => this.#now;

  after(delayMs: number, run: () => void): () => void {
    const due: Due = { at: this.#now + Math.max(0, Math.round(delayMs)), order: this.#order++, run };
    this.#push(due);
    return () => (due.run = undefined);
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  async runUntil(end: number): Promise<void> {
    await settled();
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      const { run, at } = next;
      if (run === undefined) continue;
      this.#now = at;
      this.events += 1;
      run();
      await settled();
    }
    this.#now = end;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(due);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(due, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** When everything has run that waits for its turn alone: no promise of ours waits for the host. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
