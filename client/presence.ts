import { clientLimits } from '../protocol/client-limits';
import { backoffMs } from './backoff';
import { type Call } from './caller';
import { inParts } from './in-parts';
import { type Listener, type Unsubscribe } from './listeners';
import { type Timers } from './timers';
import { type Answer } from './wire/answers';
import { type UserPresence } from './wire/presence';
import { type PresenceEvent } from './wire/server-event';

export { type UserPresence } from './wire/presence';

/** Who is online. Best effort, and bounded in time: what cannot be known any more is `unknown`. */
export interface Presence {
  /**
   * How some users are now, any number of them. Whom the user may not see is `unknown`; of members of a group, name it.
   * @throws ParleyError `closed`, or what five tries failed with
   */
  get(userIds: readonly string[], chatId?: string): Promise<UserPresence[]>;
  /**
   * Tells how each of these users is, and whenever it changes, until it is unsubscribed. The watch is renewed before the
   * server ends it, and begins anew with every connection. Without one, and while the server cannot tell, they are
   * `unknown`.
   */
  watch(userIds: readonly string[], listener: Listener<UserPresence>, chatId?: string): Unsubscribe;
}

export interface PresenceWatchesOptions {
  call: Call;
  timers: Timers;
  random: () => number;
}

/** How soon to ask again when the server cannot tell who is online. */
const retryMs = 30_000;

export class PresenceWatches implements Presence {
  readonly #options: PresenceWatchesOptions;
  readonly #watches = new Set<Watch>();
  #isConnected = false;

  constructor(options: PresenceWatchesOptions) {
    this.#options = options;
  }

  async get(userIds: readonly string[], chatId?: string): Promise<UserPresence[]> {
    const found: UserPresence[] = [];
    for (const part of parts(userIds)) {
      found.push(...(await this.#options.call('getPresence', fieldsOf(part, chatId))).presence);
    }
    return found;
  }

  watch(userIds: readonly string[], listener: Listener<UserPresence>, chatId?: string): Unsubscribe {
    const watches = parts(userIds).map((part) => new Watch(this.#options, { part, listener, chatId }));
    for (const watch of watches) {
      this.#watches.add(watch);
      if (this.#isConnected) watch.start();
    }
    return () => {
      for (const watch of watches) {
        watch.stop();
        this.#watches.delete(watch);
      }
    };
  }

  receive(event: PresenceEvent): void {
    for (const watch of this.#watches) watch.receive(event);
  }

  /** Also when another socket has taken over: a watch belongs to its socket. */
  connected(): void {
    this.#isConnected = true;
    for (const watch of this.#watches) watch.start();
  }

  disconnected(): void {
    this.#isConnected = false;
    for (const watch of this.#watches) watch.lose();
  }
}

interface Watched {
  part: string[];
  listener: Listener<UserPresence>;
  chatId: string | undefined;
}

/** Up to 100 users, with what was last told of each. */
class Watch {
  readonly #options: PresenceWatchesOptions;
  readonly #watched: Watched;
  readonly #known = new Map<string, { shown: UserPresence; at: string }>();
  #cancelTimer: () => void = () => undefined;
  #cancelExpiry: () => void = () => undefined;
  /** An answer to an earlier question is not heard. */
  #asked = 0;
  #failures = 0;

  constructor(options: PresenceWatchesOptions, watched: Watched) {
    this.#options = options;
    this.#watched = watched;
  }

  start(): void {
    this.#cancelTimer();
    const asked = (this.#asked += 1);
    const { part, chatId } = this.#watched;
    this.#options.call('watchPresence', fieldsOf(part, chatId)).then(
      (answer) => asked === this.#asked && this.#take(answer),
      () =>
        asked === this.#asked &&
        this.#startIn(retryMs + backoffMs((this.#failures += 1), this.#options.random)),
    );
  }

  stop(): void {
    this.#asked += 1;
    this.#cancelTimer();
    this.#cancelExpiry();
  }

  /** Nobody tells any more. */
  lose(): void {
    this.stop();
    this.#expire();
  }

  receive({ userId, status, lastSeen, at, validForSeconds }: PresenceEvent): void {
    if (!this.#watched.part.includes(userId) || validForSeconds === 0) return;
    this.#show({ userId, status, ...(lastSeen !== undefined && { lastSeen }) }, at);
  }

  #take({ presence, at, validForSeconds }: Answer<'watchPresence'>): void {
    this.#failures = 0;
    for (const shown of presence) this.#show(shown, at);
    this.#cancelExpiry();
    if (validForSeconds === 0) return this.#startIn(retryMs);
    // Between half and nine tenths: many watches of many clients are not to come at one moment.
    this.#startIn(validForSeconds * 1000 * (0.5 + 0.4 * this.#options.random()));
    this.#cancelExpiry = this.#options.timers.after(validForSeconds * 1000, () => this.#expire());
  }

  /** It could not be renewed in time. */
  #expire(): void {
    for (const userId of this.#known.keys()) this.#show({ userId, status: 'unknown' }, '');
  }

  #startIn(delayMs: number): void {
    this.#cancelTimer = this.#options.timers.after(delayMs, () => this.start());
  }

  /** Tells what is new. Events overtake each other, and answers. */
  #show(shown: UserPresence, at: string): void {
    const known = this.#known.get(shown.userId);
    if (known && at !== '' && at < known.at) return;
    this.#known.set(shown.userId, { shown, at });
    if (known?.shown.status === shown.status && known.shown.lastSeen === shown.lastSeen) return;
    this.#watched.listener(shown);
  }
}

const fieldsOf = (userIds: string[], chatId: string | undefined) => ({
  userIds,
  ...(chatId !== undefined && { chatId }),
});

const parts = (userIds: readonly string[]) => inParts(userIds, clientLimits.usersPerPresence);
