import calculateSlot from 'cluster-key-slot';
import { Cluster, type RedisOptions } from 'iovalkey';
import type { Runtime } from '../domain/ports';

/** How to come in: nothing for a cache on the same machine. Asked anew for each client, because tokens pass. */
export type Credentials = () => Promise<Pick<RedisOptions, 'username' | 'password' | 'tls'>>;

export type Command = [name: string, ...args: (string | number)[]];

/** Commands about one key, or several that share its slot. */
export interface Ask {
  readonly key: string;
  readonly commands: readonly Command[];
}

export interface ValkeyOptions {
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials;
  /** Presence may not hold up a handshake: what takes longer has failed. */
  readonly waitMs: number;
}

/** A client may take so long to come in; before that it is not replaced, so that a cache that is down gets some peace. */
const connectsWithinMs = 1_000;

interface Client {
  readonly cluster: Promise<Cluster>;
  readonly madeAtMs: number;
}

type Use<T> = (cluster: Cluster) => Promise<T>;

/**
 * The one way to Valkey, in cluster mode. A call ends in time, whatever the cache does, and nothing waits for
 * better times. A client that was refused, or has not answered, is thrown away, and the next call makes another one with
 * a new token: by itself, iovalkey would come back with the old token for ever. A call that finds its client lost tries
 * once more with another: a connection may end, or its making take too long, while the environment is frozen.
 */
export class ValkeyClient {
  private client: Client | undefined;

  constructor(
    private readonly options: ValkeyOptions,
    private readonly runtime: Pick<Runtime, 'report'>,
  ) {}

  /** Begins to connect: the first call may find it done. */
  connect(): void {
    this.open().cluster.catch(() => undefined);
  }

  /** Carries out the commands as one transaction, and answers what each does; twice, it may be, when a connection is lost. */
  transact({ commands }: Ask): Promise<unknown[]> {
    return this.run(async (cluster) => repliesOf(await cluster.multi([...commands]).exec()));
  }

  /**
   * Carries out all commands in one round trip to each node, and answers what they do, for each of the asks. While slots
   * move between nodes, or when a connection is lost, it may carry one out twice.
   */
  ask(asks: readonly Ask[]): Promise<unknown[][]> {
    return this.run(async (cluster) => {
      const answered = await Promise.all(groupByNode(cluster, asks).map((group) => askNode(cluster, group)));
      const replies = new Map(answered.flat());
      return asks.map((ask) => replies.get(ask) ?? []);
    });
  }

  /** For tests and for good: a client that is not ended keeps its process running. */
  close(): void {
    this.client?.cluster.then(
      (cluster) => cluster.disconnect(),
      () => undefined,
    );
    this.client = undefined;
  }

  private async run<T>(use: Use<T>): Promise<T> {
    const client = this.open();
    try {
      return await within(this.options.waitMs, this.tryTwice(client, use));
    } catch (error) {
      this.drop(client, error);
      throw error;
    }
  }

  /** What the cache has answered stands, unless it refused the token. */
  private async tryTwice<T>(client: Client, use: Use<T>): Promise<T> {
    try {
      return await use(await client.cluster);
    } catch (error) {
      if ((isAnswer(error) && !isRefusal(error)) || !this.drop(client, error)) throw error;
      return use(await this.open().cluster);
    }
  }

  private open(): Client {
    this.client ??= { cluster: this.enter(), madeAtMs: Date.now() };
    return this.client;
  }

  private async enter(): Promise<Cluster> {
    const { host, port, credentials } = this.options;
    const cluster = new Cluster([{ host, port }], {
      lazyConnect: true,
      enableReadyCheck: false,
      enableOfflineQueue: false,
      clusterRetryStrategy: () => null,
      retryDelayOnFailover: 0,
      retryDelayOnClusterDown: 0,
      slotsRefreshTimeout: connectsWithinMs,
      // The certificate is for the name of the host, and not for its address.
      dnsLookup: (hostname, found) => found(null, hostname),
      redisOptions: { ...(await credentials()), connectTimeout: connectsWithinMs },
    });
    // Whoever runs a command hears of it.
    cluster.on('error', () => undefined);
    await cluster.connect();
    return cluster;
  }

  /** Returns whether the next one to be opened is another; of several calls that lose a client, one makes the next. */
  private drop(client: Client, error: unknown): boolean {
    if (this.client !== client) return true;
    if (Date.now() - client.madeAtMs < connectsWithinMs) return false;
    this.runtime.report('the connection to Valkey was given up', error);
    this.close();
    return true;
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('unable to use Valkey; it took too long')), milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** A pipeline goes to one node: keys of other nodes need another. */
function groupByNode(cluster: Cluster, asks: readonly Ask[]): Ask[][] {
  const groups = new Map<string, Ask[]>();
  for (const ask of asks) {
    const nodes = (cluster.slots[calculateSlot(ask.key)] ?? []).join();
    const group = groups.get(nodes);
    if (group === undefined) groups.set(nodes, [ask]);
    else group.push(ask);
  }
  return [...groups.values()];
}

/** A pipeline about one key follows it to the node that its slot was moved to, one about several does not. */
async function askNode(cluster: Cluster, group: readonly Ask[]): Promise<[Ask, unknown[]][]> {
  try {
    return await askAtOnce(cluster, group);
  } catch (error) {
    if (group.length === 1 || !isMoved(error)) throw error;
    return (await Promise.all(group.map((ask) => askAtOnce(cluster, [ask])))).flat();
  }
}

async function askAtOnce(cluster: Cluster, group: readonly Ask[]): Promise<[Ask, unknown[]][]> {
  const commands = group.flatMap((ask) => [...ask.commands]);
  const left = repliesOf(await cluster.pipeline(commands).exec());
  return group.map((ask) => [ask, left.splice(0, ask.commands.length)]);
}

function repliesOf(results: readonly [error: Error | null, reply: unknown][] | null): unknown[] {
  if (results === null) throw new Error('unable to use Valkey; a transaction was given up');
  return results.map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
}

const isMoved = (error: unknown): boolean => error instanceof Error && error.message.startsWith('MOVED ');

const isAnswer = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError';

/** The token has passed, or is not taken: the words of the cache, also as a client repeats them that found no node to talk to. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(WRONGPASS|NOAUTH|ERR AUTH)/.test(error.message)) return true;
  return 'lastNodeError' in error && isRefusal(error.lastNodeError);
}
