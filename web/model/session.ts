import { type ConnectionState, createParleyClient, type ParleyClient } from '../../client';
import { indexedDbOutbox, sharedWebSocket } from '../../client/browser';
import { type Identity } from '../session/identity';
import { ConversationList } from './conversation-list';
import { peerOf } from './names';
import { People } from './people';
import { Presences } from './presences';
import { Store } from './store';

/** A signed-in user: the connection, their conversations, how the people in them are called, and where they are. */
export class Session {
  readonly client: ParleyClient;
  readonly list: ConversationList;
  readonly people: People;
  readonly presences: Presences;
  readonly connection: Store<ConnectionState>;

  constructor(
    readonly identity: Identity,
    socketUrl: string,
  ) {
    this.client = createParleyClient({
      url: socketUrl,
      token: () => identity.token(),
      webSocket: sharedWebSocket(),
      // First used when the client is connected, so that it is the server who says whose it is.
      outbox: indexedDbOutbox(() => this.me),
    });
    this.connection = new Store(this.client.state);
    this.list = new ConversationList(this.client);
    this.people = new People(this.client.users);
    this.presences = new Presences(this.client.presence);
    this.list.state.subscribe(() => {
      this.people.want(this.#peers());
      this.presences.want(this.#peers());
    });
    this.client.onStateChange((state) => this.#follow(state));
    this.client.connect().catch(() => undefined);
  }

  get me(): string {
    return this.client.userId ?? this.identity.name;
  }

  /** Does not wait for the next try. */
  reconnect(): void {
    if (this.client.state.status === 'waiting') this.client.connect().catch(() => undefined);
  }

  close(): void {
    this.client.close();
  }

  #follow(state: ConnectionState): void {
    this.connection.set(state);
    if (state.status !== 'connected') return;
    this.people.want([this.me]);
    this.people.refresh();
  }

  #peers(): string[] {
    const peers = this.list.state.get().summaries.map(({ info }) => peerOf(info, this.me));
    return peers.filter((peer) => peer !== undefined);
  }
}
