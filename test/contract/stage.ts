import { type ConnectOptions, RawClient } from '../support/local-runtime';
import { checkFrames } from './check-frame';
import { type Endpoint, isDeployed, type LocalPowers, type Name, names, openEndpoint } from './endpoint';
import { Member } from './member';

/** What the cases share: the endpoint, and the sockets that a case has opened, which are closed after it. */
export class Stage {
  private endpoint: Endpoint | undefined;
  private readonly userIds = new Map<Name, string>();
  private sockets: RawClient[] = [];

  async open(): Promise<void> {
    this.endpoint = await openEndpoint();
    for (const name of names) {
      const client = await this.socket(name);
      this.userIds.set(name, String((await client.request('hello'))['userId']));
    }
    await this.closeSockets();
    if (new Set(this.userIds.values()).size < names.length)
      throw new Error('two tokens are of the same user');
  }

  async close(): Promise<void> {
    await this.endpoint?.close();
  }

  get doors(): Endpoint['doors'] {
    return this.opened().doors;
  }

  /** Only in cases that say by `onlyLocally` why they need it. */
  get local(): LocalPowers {
    const { local } = this.opened();
    if (local === undefined) throw new Error('a deployed stage has no local powers');
    return local;
  }

  /** A socket of somebody, without any request on it so far. */
  async socket(name: Name, options: ConnectOptions = {}): Promise<RawClient> {
    const client = await RawClient.connect(this.doors, name, options);
    this.sockets.push(client);
    return client;
  }

  async member(name: Name, options: ConnectOptions = {}): Promise<Member> {
    return new Member(this.userIds.get(name)!, await this.socket(name, options));
  }

  /** One socket for each of them. */
  members<const N extends readonly Name[]>(...wanted: N): Promise<{ [K in keyof N]: Member }> {
    return Promise.all(wanted.map((name) => this.member(name))) as Promise<{ [K in keyof N]: Member }>;
  }

  /** After each case: whatever it was about, no frame may be other than the protocol says. */
  async end(): Promise<void> {
    if (this.endpoint?.local) this.endpoint.local.onCall = () => undefined;
    const sockets = this.sockets;
    await this.closeSockets();
    for (const socket of sockets) checkFrames(socket);
  }

  private async closeSockets(): Promise<void> {
    await Promise.all(this.sockets.map((client) => client.close()));
    this.sockets = [];
  }

  private opened(): Endpoint {
    if (this.endpoint === undefined) throw new Error('the endpoint is not open');
    return this.endpoint;
  }
}

/** A case that a deployed stage cannot run, because of the reason that its name gives then. */
export function onlyLocally(reason: string) {
  return (name: string, run: () => Promise<void>, timeoutMs?: number): void => {
    if (isDeployed) it.skip(`${name} (only on the local runtime: ${reason})`, run);
    else it(name, run, timeoutMs);
  };
}
