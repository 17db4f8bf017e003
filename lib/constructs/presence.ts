import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { Binding } from './binding';
import { type Cache, type CacheVariables } from './cache';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { type Network } from './network';
import { type Tables } from './tables';
import { ownMetric, watchFunctions, type Watch } from './watch';
import { type WebSocketGateway } from './web-socket-gateway';
import { WorkQueue } from './work-queue';

export interface PresenceProps extends Deployment {
  readonly tables: Tables;
  readonly gateway: WebSocketGateway;
  readonly network: Network;
  readonly cache: Cache;
}

/** What those are told who say that somebody is online, or is not. */
export type LeaseVariables = CacheVariables & {
  readonly PRESENCE_QUEUE_URL: string;
  readonly LEASE_SECONDS: string;
};

const timeout = Duration.seconds(15);

/** What is older is no news any more: the sweep and the next watch say it again. */
const retention = Duration.minutes(1);

/**
 * The two ways between the network of the cache, from which no socket can be reached, and the functions outside, which
 * cannot reach the cache: a queue of what watchers are to be told, with the function that posts it, and a queue of
 * sockets that a post has found closed, with the function that ends their leases.
 *
 * When it fails: nothing is tried twice, and nobody notices but who looks at a face: after a minute a job is let go.
 * Then the sweep ends the lease, and watchers see it when they watch again, within ten minutes.
 * Cost: per change that somebody watches three SQS requests, a run, a read and a post for each watcher; per closed
 * socket that a post has found three requests and a run.
 */
export class Presence extends Construct {
  readonly watches: readonly Watch[];
  private readonly changes: WorkQueue;
  private readonly lost: WorkQueue;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PresenceProps,
  ) {
    super(scope, id);
    const { encryption } = props;
    const queue = (name: string) =>
      new WorkQueue(new Construct(this, name), {
        encryption,
        retention,
        visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      });
    this.changes = queue('Changes');
    this.lost = queue('Lost');
    const poster = this.makePoster(props);
    const ender = new ChatFunction(this, 'Ender', {
      ...props,
      handler: 'endLeases',
      timeout,
      binding: this.bind().and(new Binding({}, this.lost.allowTaking())),
    });
    this.changes.feed(poster, 'Jobs', { batchSize: 10 });
    this.lost.feed(ender, 'Jobs', { batchSize: 10 });
    this.watches = [
      watchFailures(props.config),
      this.changes.watchLag('presence', 45),
      this.lost.watchLag('lost-sockets', 45),
      ...watchFunctions('presence', [poster, ender]),
    ];
  }

  /** It is outside of the network. */
  private makePoster({ network: _, ...props }: PresenceProps): ChatFunction {
    return new ChatFunction(this, 'Poster', {
      ...props,
      handler: 'postPresence',
      timeout,
      binding: props.tables
        .bindConnections('BatchGetItem', 'UpdateItem')
        .and(props.gateway.bindSockets('POST'))
        .and(this.bindLost())
        .and(new Binding({}, this.changes.allowTaking())),
    });
  }

  /** What it takes to say that somebody is online, or is not. */
  bind(): Binding<LeaseVariables> {
    const { cache, config } = this.props;
    return cache
      .bind()
      .and(
        new Binding(
          { PRESENCE_QUEUE_URL: this.changes.url, LEASE_SECONDS: String(config.leaseSeconds) },
          this.changes.allowSending(),
        ),
      );
  }

  /** What it takes to say which sockets a post has found closed. */
  bindLost(): Binding<{ LOST_SOCKETS_QUEUE_URL: string }> {
    return new Binding({ LOST_SOCKETS_QUEUE_URL: this.lost.url }, this.lost.allowSending());
  }
}

function watchFailures(config: Config): Watch {
  return {
    name: 'presence-failures',
    meaning:
      'Valkey does not answer in 100 ms, or refuses: presence is unknown to many. Messages do not need it.',
    metric: ownMetric(config, 'PresenceFailures'),
    threshold: 60,
    minutes: 3,
  };
}
