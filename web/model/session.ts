import { type ConnectionState, createParleyClient, type ParleyClient } from '../../client';
import { type Identity } from '../session/identity';
import { ConversationList } from './conversation-list';
import { Store } from './store';

/** A signed-in user: the connection, and their conversations. */
export class Session {
  readonly client: ParleyClient;
  readonly list: ConversationList;
  readonly connection: Store<ConnectionState>;

  constructor(
    readonly identity: Identity,
    socketUrl: string,
  ) {
    this.client = createParleyClient({ url: socketUrl, token: () => identity.token() });
    this.connection = new Store(this.client.state);
    this.list = new ConversationList(this.client);
    this.client.onStateChange((state) => this.connection.set(state));
    this.client.connect().catch(() => undefined);
  }

  get me(): string {
    return this.client.userId ?? this.identity.name;
  }

  /** Does not wait for the next try. */
  reconnect(): void {
    if (this.client.state.status === 'waiting') this.client.connect().catch(() => undefined);
  }

  end(): void {
    this.client.close();
    this.identity.signOut();
  }
}
