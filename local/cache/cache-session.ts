import { keyCommands } from './key-commands';
import { keySlot, SLOTS } from './key-slot';
import { type Keyspace } from './keyspace';
import { Failure, OK, type Reply, Status } from './reply';
import { sortedSetCommands } from './sorted-set-commands';

const commands: ReadonlyMap<string, (keys: Keyspace, args: readonly string[]) => Reply> = new Map(
  Object.entries({ ...keyCommands, ...sortedSetCommands }),
);

/** Commands whose arguments are all keys; of the others only the first is one. */
const ALL_KEYS = new Set(['mget', 'del', 'exists']);

const CROSSSLOT = new Failure("CROSSSLOT Keys in request don't hash to the same slot");

const NODE_ID = '0'.repeat(40);

/** What one connection may do: the commands of a cluster of one node that holds every slot. */
export class CacheSession {
  private queued: string[][] | undefined;

  constructor(
    private readonly keys: Keyspace,
    private readonly port: number,
  ) {}

  run([word = '', ...args]: readonly string[]): Reply {
    const name = word.toLowerCase();
    if (name === 'multi') return this.begin();
    if (name === 'exec') return this.execute();
    if (name === 'discard') return this.discard();
    return this.queued ? this.queue([name, ...args]) : this.answer(name, args);
  }

  private answer(name: string, args: readonly string[]): Reply {
    const command = commands.get(name);
    if (command === undefined) return this.serve(name, args);
    if (args.length === 0) return new Failure(`ERR wrong number of arguments for '${name}' command`);
    return spans(keysOf(name, args)) ? CROSSSLOT : command(this.keys, args);
  }

  private serve(name: string, args: readonly string[]): Reply {
    switch (name) {
      case 'cluster':
        return this.cluster(args[0]?.toLowerCase() ?? '');
      case 'ping':
        return args[0] ?? new Status('PONG');
      case 'info':
        return '# Server\r\nredis_version:7.2.0\r\nredis_mode:cluster\r\n# Persistence\r\nloading:0\r\n';
      case 'flushall':
        this.keys.clear();
        return OK;
      case 'auth':
      case 'client':
      case 'readonly':
      case 'quit':
        return OK;
      default:
        return new Failure(`ERR unknown command '${name}'`);
    }
  }

  private cluster(name: string): Reply {
    if (name === 'slots') return [[0, SLOTS - 1, ['127.0.0.1', this.port, NODE_ID]]];
    if (name === 'info') return 'cluster_enabled:1\r\ncluster_state:ok\r\ncluster_known_nodes:1\r\n';
    return new Failure(`ERR unknown subcommand '${name}'`);
  }

  private begin(): Reply {
    if (this.queued) return new Failure('ERR MULTI calls can not be nested');
    this.queued = [];
    return OK;
  }

  private queue(command: string[]): Reply {
    this.queued?.push(command);
    return new Status('QUEUED');
  }

  private discard(): Reply {
    if (!this.queued) return new Failure('ERR DISCARD without MULTI');
    this.queued = undefined;
    return OK;
  }

  private execute(): Reply {
    const { queued } = this;
    this.queued = undefined;
    if (!queued) return new Failure('ERR EXEC without MULTI');
    const names = queued.flatMap(([name = '', ...args]) => (commands.has(name) ? keysOf(name, args) : []));
    if (spans(names)) return CROSSSLOT;
    return queued.map(([name = '', ...args]) => this.answer(name, args));
  }
}

const keysOf = (name: string, args: readonly string[]): readonly string[] =>
  ALL_KEYS.has(name) ? args : args.slice(0, 1);

const spans = (names: readonly string[]): boolean => new Set(names.map(keySlot)).size > 1;
