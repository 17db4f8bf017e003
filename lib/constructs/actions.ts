import { Construct } from 'constructs';
import { type EnvironmentOf, type HandlerName } from '../../lambda/contract/handlers';
import { type MetricName } from '../../lambda/contract/metrics';
import { type Config } from '../config';
import { Binding } from './binding';
import { ChatFunction } from './chat-function';
import { type DeliveryCheck } from './delivery-check';
import { type Deployment } from './deployment';
import { type FanOut } from './fan-out';
import { type Network } from './network';
import { type Presence } from './presence';
import { type PlatformApplications } from './platform-applications';
import { type Push } from './push';
import { type Tables } from './tables';
import { ownMetric, share, watchFunctions, type Watch } from './watch';
import { type WebSocketGateway } from './web-socket-gateway';

export interface ActionsProps extends Deployment {
  readonly tables: Tables;
  readonly gateway: WebSocketGateway;
  readonly applications: PlatformApplications;
  readonly push: Push;
  readonly network: Network;
  readonly presence: Presence;
  readonly fanOut: FanOut;
  readonly deliveryCheck: DeliveryCheck;
}

/**
 * What a client can ask for over its socket: one function per capability, each on the routes that the contract names.
 *
 * When it fails: the client gets an error frame that says whether to try again; a send that is tried again is found
 * in the log and not written twice.
 * Cost: one function run per frame; what it reads and writes is in the data model.
 */
export class Actions extends Construct {
  readonly watches: readonly Watch[];

  constructor(scope: Construct, id: string, props: ActionsProps) {
    super(scope, id);
    const all: ChatFunction[] = [];
    const { network, ...deployment } = props;
    const add = <H extends HandlerName>(name: string, handler: H, binding: Binding<EnvironmentOf<H>>) =>
      all.push(new ChatFunction(this, name, { ...deployment, handler, binding }));
    add('Session', 'session', greeting(props));
    // Of what is appended, messages alone are pushed.
    add('SendMessage', 'sendMessage', appending(props).and(props.push.bind()));
    add('Chats', 'chats', appending(props));
    add('History', 'history', reading(props));
    add('Receipts', 'receipts', marking(props));
    add('Devices', 'devices', registering(props));
    add('Profiles', 'profiles', naming(props));
    const presence = { handler: 'presence' as const, network, binding: seeing(props) };
    all.push(new ChatFunction(this, 'Presence', { ...deployment, ...presence }));
    for (const target of all) props.gateway.route(target);
    this.watches = [...watchRequests(props.config), ...watchFunctions('request', all)];
  }
}

/** What every action needs: the answer itself is the route response, later frames go through the fan-out queue. */
function answering({ gateway, fanOut }: ActionsProps) {
  return gateway.bindCallbackUrl().and(fanOut.bind());
}

/** What it takes to tell a client who it is and how often to ping. */
function greeting(props: ActionsProps) {
  return answering(props).and(new Binding({ HEARTBEAT_SECONDS: String(props.config.heartbeatSeconds) }));
}

/** What it takes to read. Who finds a projection behind the log writes it forward: hence the update of Chats. */
function reading(props: ActionsProps) {
  return answering(props)
    .and(props.tables.bindMessages('Query'))
    .and(props.tables.bindChats('GetItem', 'BatchGetItem', 'Query', 'UpdateItem'));
}

/** What it takes to raise cursors and to tell of it. */
function marking(props: ActionsProps) {
  return answering(props)
    .and(props.gateway.bindSockets('POST'))
    .and(props.tables.bindMessages('Query'))
    .and(props.tables.bindChats('GetItem', 'BatchGetItem', 'UpdateItem'))
    .and(props.tables.bindConnections('BatchGetItem', 'UpdateItem'))
    .and(props.presence.bindLost());
}

/** What it takes to register phones. */
function registering(props: ActionsProps) {
  return answering(props)
    .and(props.tables.bindChats('GetItem', 'PutItem', 'DeleteItem'))
    .and(props.applications.bindRegistering());
}

/** What it takes to read and change how people are called. A roster that is found behind the log is written forward. */
function naming(props: ActionsProps) {
  return answering(props)
    .and(props.tables.bindMessages('Query'))
    .and(props.tables.bindChats('GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'))
    .and(new Binding({ DIRECTORY: props.config.directory }));
}

/** What it takes to say who is online, to those who may know. A roster that is found behind the log is written forward. */
function seeing(props: ActionsProps) {
  return answering(props)
    .and(props.presence.bind())
    .and(props.tables.bindMessages('Query'))
    .and(props.tables.bindChats('GetItem', 'BatchGetItem', 'UpdateItem'))
    .and(new Binding({ DIRECTORY: props.config.directory }));
}

/** What it takes to append to a chat's log and to deliver the entry at once. */
function appending(props: ActionsProps) {
  const { tables, gateway, config } = props;
  return answering(props)
    .and(gateway.bindSockets('POST'))
    .and(tables.bindMessages('GetItem', 'Query', 'PutItem'))
    .and(tables.bindChats('GetItem', 'UpdateItem'))
    .and(tables.bindConnections('BatchGetItem', 'UpdateItem'))
    .and(props.presence.bindLost())
    .and(props.deliveryCheck.bind())
    .and(
      new Binding({
        RETENTION_DAYS: String(config.retentionDays),
        INLINE_FAN_OUT_LIMIT: String(config.inlineFanOutLimit),
      }),
    );
}

/** What those who write notice. */
function watchRequests(config: Config): Watch[] {
  const own = (name: MetricName) => ownMetric(config, name);
  return [
    {
      name: 'send-p99',
      meaning: 'One message in a hundred waits for its acknowledgement for more than two seconds.',
      metric: ownMetric(config, 'SendLatency', 'p99'),
      threshold: 2000,
      minutes: 3,
    },
    {
      name: 'error-rate',
      meaning: 'More than one request in a hundred ends with a fault of ours: internal, unavailable or busy.',
      metric: share(own('Faults'), own('Requests'), 20),
      threshold: 1,
      minutes: 3,
    },
    {
      name: 'dispatch-failures',
      meaning: 'Messages were stored, but could neither be posted nor queued; their senders try again.',
      metric: own('DispatchFailures'),
      threshold: 0,
      minutes: 2,
    },
    {
      name: 'clock-behind',
      meaning: 'Entries had to take a time more than a second ahead of the clock, to stay in order.',
      metric: own('ClockBehind'),
      threshold: 0,
      minutes: 3,
    },
  ];
}
