import { type Profile, type Users } from '../../client';
import { Lookup } from './lookup';
import { Store } from './store';

/** The profiles that are known, by user. */
export type Profiles = ReadonlyMap<string, Profile>;

/**
 * How people are called, as far as it has been asked for and may be seen. Nobody tells when a name changes: it is asked
 * for again after each reconnect.
 */
export class People {
  readonly state = new Store<Profiles>(new Map());
  /** Of direct chats, and the user. */
  readonly #contacts: Lookup;
  /** Of groups that were open since the last reconnect, the open one last. */
  readonly #groups = new Map<string, Lookup>();

  constructor(private readonly users: Pick<Users, 'get'>) {
    this.#contacts = this.#lookup(undefined);
  }

  /** Members of direct chats. */
  want(userIds: readonly string[]): void {
    this.#contacts.want(userIds);
  }

  /** Members of the group that is open. */
  wantInGroup(chatId: string, userIds: readonly string[]): void {
    const lookup = this.#groups.get(chatId) ?? this.#lookup(chatId);
    this.#groups.delete(chatId);
    this.#groups.set(chatId, lookup);
    lookup.want(userIds);
  }

  /** Of the groups only the open one is asked for at once; the others are when they are opened. */
  refresh(): void {
    const open = [...this.#groups].at(-1);
    this.#groups.clear();
    if (open) this.#groups.set(...open);
    open?.[1].again();
    this.#contacts.again();
  }

  learn(profiles: readonly Profile[]): void {
    if (profiles.length === 0) return;
    const learnt = profiles.map((profile) => [profile.userId, profile] as const);
    this.state.set(new Map([...this.state.get(), ...learnt]));
  }

  #lookup(chatId: string | undefined): Lookup {
    return new Lookup(async (userIds) => this.learn(await this.users.get(userIds, chatId)));
  }
}
