import { type Presence, type UserPresence } from '../../client';
import { Store } from './store';

/** Who is known to be where, by user; who is missing is `unknown`. */
export type Whereabouts = ReadonlyMap<string, UserPresence>;

/** As many contacts are watched: those with whom the user talked last. */
const maxContacts = 100;

/** Who is online, of the people on the screen. */
export class Presences {
  readonly state = new Store<Whereabouts>(new Map());
  readonly #contacts = new Set<string>();

  constructor(private readonly presence: Pick<Presence, 'watch'>) {}

  /** Members of direct chats, the ones with the latest activity first. */
  want(userIds: readonly string[]): void {
    const room = maxContacts - this.#contacts.size;
    const fresh = userIds.filter((userId) => !this.#contacts.has(userId)).slice(0, room);
    if (fresh.length === 0) return;
    for (const userId of fresh) this.#contacts.add(userId);
    this.presence.watch(fresh, (presence) => this.#learn(presence));
  }

  /** Members of the group whose details are open, until the returned function is called. */
  watchGroup(chatId: string, userIds: readonly string[]): () => void {
    // Contacts are watched for as long as the page is open, and a watch of a member says nothing more of them.
    const others = userIds.filter((userId) => !this.#contacts.has(userId));
    if (others.length === 0) return () => undefined;
    const stop = this.presence.watch(others, (presence) => this.#learn(presence), chatId);
    return () => {
      stop();
      const kept = [...this.state.get()].filter(
        ([userId]) => this.#contacts.has(userId) || !others.includes(userId),
      );
      this.state.set(new Map(kept));
    };
  }

  #learn(presence: UserPresence): void {
    this.state.set(new Map([...this.state.get(), [presence.userId, presence]]));
  }
}
