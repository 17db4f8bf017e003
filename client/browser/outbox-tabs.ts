import { type ChannelLike, type LocksLike, type Platform } from './decode-platform';
import { decodeOwner } from './decode-stored';

/**
 * Tells which tabs have an outbox under one name, and when one of them has gone. Each has a name of its own and holds a
 * lock of that name as long as it lives; whoever gets that lock knows that it is gone.
 */
export class OutboxTabs {
  readonly #locks: LocksLike;
  readonly #channelType: Platform['channel'];
  readonly #watched = new Set<string>();
  #name = '';
  #self = '';
  #entered: Promise<string> | undefined;
  #release: (() => void) | undefined;
  #channel: ChannelLike | undefined;
  #onGone: () => void = () => undefined;
  #isOver = false;

  constructor(locks: LocksLike, channelType: Platform['channel']) {
    this.#locks = locks;
    this.#channelType = channelType;
  }

  /** `onGone`: another one has gone. The function that comes back makes this one go, though its page lives. */
  attach(onGone: () => void): () => void {
    this.#onGone = onGone;
    return () => {
      this.#isOver = true;
      this.#onGone = () => undefined;
      this.#channel?.close();
      this.#release?.();
    };
  }

  /** Resolves with the name of this tab, when it is known to the others, which look at each other one at a time. */
  enter(name: string): Promise<string> {
    this.#entered ??= this.#enter(name);
    return this.#entered;
  }

  /** Runs while nobody comes or looks. To be entered before. */
  withOthers<T>(run: (others: ReadonlySet<string>) => Promise<T>): Promise<T> {
    return this.#exclusively(async () => {
      const { held = [] } = await this.#locks.query();
      const names = held.map(({ name = '' }) => name).filter((name) => this.#isOther(name));
      for (const name of names) this.#watch(name);
      return run(new Set(names));
    });
  }

  async #enter(name: string): Promise<string> {
    this.#name = name;
    this.#self = `${name}-${crypto.randomUUID()}`;
    await this.#exclusively(
      () =>
        new Promise<void>((resolve) => {
          const hold = new Promise<void>((release) => (this.#release = release));
          if (this.#isOver) this.#release?.();
          void this.#locks.request(this.#self, {}, () => (resolve(), hold));
        }),
    );
    this.#meet();
    return this.#self;
  }

  /** Those who come later say so; those who are there are found by their locks. */
  #meet(): void {
    if (!this.#channelType || this.#isOver) return;
    this.#channel = new this.#channelType(this.#name);
    this.#channel.onmessage = ({ data }) => this.#watch(decodeOwner(data));
    this.#channel.postMessage(this.#self);
  }

  #isOther(name: string): boolean {
    return name.startsWith(`${this.#name}-`) && name !== this.#self;
  }

  /** Shared, so that one that is frozen with the lock of a tab that has gone is in nobody's way. */
  #watch(other: string): void {
    if (this.#watched.has(other)) return;
    this.#watched.add(other);
    void this.#locks.request(other, { mode: 'shared' }, () => Promise.resolve(this.#onGone()));
  }

  #exclusively<T>(run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#locks.request(this.#name, {}, () => run().then(resolve, reject)).catch(reject);
    });
  }
}
