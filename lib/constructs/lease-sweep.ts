import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { type FanOut } from './fan-out';
import { type Network } from './network';
import { type Presence } from './presence';
import { type Tables } from './tables';
import { watchFunctions, type Watch } from './watch';

export interface LeaseSweepProps extends Deployment {
  readonly tables: Tables;
  readonly network: Network;
  readonly presence: Presence;
  readonly fanOut: FanOut;
}

/**
 * Finds, every minute, the sockets that have vanished without a word: a schedule, and the function that ends their
 * leases and has them closed.
 *
 * When it fails: the next minute does what was left. Without it, presence is right for who asks, but watchers are not
 * told of who vanishes, and the records of dead sockets stay until a post finds them.
 * Cost: a run per minute, 43,800 a month; per vanished socket a share of a read, and what its closing costs.
 */
export class LeaseSweep extends Construct {
  readonly watches: readonly Watch[];

  constructor(scope: Construct, id: string, props: LeaseSweepProps) {
    super(scope, id);
    const sweeper = new ChatFunction(this, 'Sweeper', {
      ...props,
      handler: 'sweepLeases',
      timeout: Duration.seconds(55),
      binding: props.presence
        .bind()
        .and(props.fanOut.bind())
        .and(props.tables.bindConnections('BatchGetItem')),
    });
    const everyMinute = new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      // What is a minute late is the next run's.
      targets: [new LambdaFunction(sweeper.lambda, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    Validations.of(everyMinute).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason: 'A sweep that did not run is made good by the next one, a minute later.',
    });
    this.watches = watchFunctions('lease-sweep', [sweeper]);
  }
}
