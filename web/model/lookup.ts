/**
 * Asks for each user once. What is wanted in the same moment goes in one request, and what is wanted while a request is
 * on its way in the next. Those of a failed request are asked for with the next that are wanted.
 */
export class Lookup {
  readonly #wanted = new Set<string>();
  readonly #due = new Set<string>();
  #isAsking = false;

  constructor(private readonly ask: (userIds: readonly string[]) => Promise<void>) {}

  want(userIds: readonly string[]): void {
    for (const userId of userIds) {
      if (!this.#wanted.has(userId)) this.#due.add(userId);
      this.#wanted.add(userId);
    }
    void this.#askAll();
  }

  /** All that were ever wanted, anew. */
  again(): void {
    for (const userId of this.#wanted) this.#due.add(userId);
    void this.#askAll();
  }

  async #askAll(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    await Promise.resolve();
    while (this.#due.size > 0) if (!(await this.#askDue())) break;
    this.#isAsking = false;
  }

  /** Returns whether to go on: not after a failure, unless more was wanted in the meantime. */
  async #askDue(): Promise<boolean> {
    const userIds = [...this.#due];
    this.#due.clear();
    try {
      await this.ask(userIds);
      return true;
    } catch {
      const hasMore = this.#due.size > 0;
      for (const userId of userIds) this.#due.add(userId);
      return hasMore;
    }
  }
}
