import { type OnCall } from './aws/aws-call';
import { type Push } from './aws/push-platforms';
import { type Spoil } from './aws/spoil';
import { type DynamodbEngine } from './aws/dynamodb-engine';
import { type CacheEngine } from './cache/start-cache';
import { type Flow } from './flows/flow';
import { type DisconnectDelivery } from './gateway/gateway';
import { type ReorderingOptions } from './gateway/reordering';
import { type Quotas } from './gateway/throttle';
import { type EnvironmentState, type Outcome } from './functions/invocation';
import { type Isolation } from './functions/start-sandboxes';
import { type Log } from './log';

export interface RuntimeOptions {
  /** The folder of a synthesized cloud assembly. */
  readonly assembly: string;
  /** Port of the socket; 0 = any free port. */
  readonly port: number;
  /** Port of tokens and the status page; 0 = any free port. */
  readonly webPort: number;
  /**
   * Values for template parameters besides those the runtime fills itself, by name, and for dynamic references, by what
   * stands behind `resolve:`, as in `ssm:/app/greeting`.
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What answers DynamoDB: in a thread, in a Java process, or at a URL. @default 'dynalite' */
  readonly dynamodb?: DynamodbEngine;
  /** What answers as ElastiCache, if the assembly has a cache. @default 'auto' */
  readonly cache?: CacheEngine;
  /** The folder of a built page that is served at the web port. @default a page that says what runs */
  readonly webFolder?: string;
  /** The folder of the built inspector, served at `/inspector`. @default only what it reads is there */
  readonly inspectorFolder?: string;
  /**
   * Whether calls of functions are held against the policies of their roles.
   * @default 'enforce'
   */
  readonly iam?: 'enforce' | 'off';
  /**
   * A folder that keeps the tables, the key of the issuer and the endpoints of phones for the next start; what waits in
   * queues and the cache are lost. @default nothing is written to disk
   */
  readonly persistIn?: string;
  readonly log?: Log;
  /** Sees every call of an AWS service that a function makes. */
  readonly onCall?: OnCall;
  /** How many flows (what one frame caused) the inspector has; 0 records none. @default 500 */
  readonly keptFlows?: number;
  /** Delays or throttles calls of DynamoDB and SQS, to see how functions bear it. @default nothing is spoiled */
  readonly spoil?: Spoil;
  /** @default 600, as API Gateway */
  readonly idleSeconds?: number;
  /** @default 7200, as API Gateway */
  readonly maxSeconds?: number;
  /** The account's limits on requests and on new connections. @default those of AWS */
  readonly quotas?: Quotas;
  /** Makes messages of a connection overtake each other, in the same way for the same seed. @default they do not */
  readonly reordering?: ReorderingOptions;
  /** What holds an execution environment. @default 'thread' */
  readonly isolation?: Isolation;
  /** How many events may run at a time in all functions together; more are throttled. @default 1000 */
  readonly concurrencyLimit?: number;
  /** How long the init of a function may take before it is begun anew. @default 10, as Lambda */
  readonly initSeconds?: number;
  /** The waits before the retries of an asynchronous event that a function failed. @default [60, 120], as Lambda */
  readonly asyncRetrySeconds?: readonly number[];
}

/** One execution environment of a function. */
export interface RuntimeEnvironment {
  readonly functionName: string;
  readonly logicalId: string;
  readonly version: string;
  /** The process id, or the id of the thread. */
  readonly id: number;
  readonly state: EnvironmentState;
  /** Ends it at once, in the middle of whatever it does; the event that it had fails. */
  kill(): Promise<void>;
  /**
   * Stops it until `resume`: a process stands still, a thread only takes no event and gives no answer. The time of the
   * event runs on.
   */
  pause(): void;
  resume(): void;
}

export interface Named {
  readonly name: string;
  readonly stackName: string;
  readonly logicalId: string;
}

export interface Runtime {
  /** The first stage, e.g. ws://localhost:3001/local. */
  readonly socketUrl: string;
  readonly socketUrls: readonly string[];
  readonly webUrl: string;
  /** The AWS endpoint: pass it to SDK clients as `endpoint`. */
  readonly awsUrl: string;
  readonly functions: readonly (Named & { readonly codeFolder: string })[];
  readonly tables: readonly Named[];
  /** Rules and schedules, also those that are disabled. */
  readonly schedules: readonly Named[];
  readonly queues: readonly (Named & { readonly url: string })[];
  /** What the templates hold but the runtime does not run. */
  readonly notRun: readonly string[];
  /** A token for any user name, as POST /dev/token gives it. */
  token(userId: string, expiresInSeconds?: number): string;
  /** Invokes a function by name or logical id. */
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  /** The execution environments that live now. */
  environments(): readonly RuntimeEnvironment[];
  /**
   * From the next event on, a function (by name or logical id) runs the code in another folder; sockets stay open. False
   * when that code is the same: then nothing starts anew.
   */
  replaceCode(functionName: string, codeFolder: string): boolean;
  /** What each frame, handshake or schedule caused, the oldest first: what the inspector shows. */
  flows(): readonly Flow[];
  connectionIds(): readonly string[];
  /** What SNS was asked to send to phones, the oldest first; at most the last 10,000. */
  pushes(): readonly Push[];
  /** Does what a platform does to an endpoint whose app is gone from the phone. */
  disableEndpoint(endpointArn: string): void;
  /**
   * Takes the app from the phone without anybody's knowing: the next push to the endpoint is taken and fails, which SNS
   * tells the topic that the platform application names for its EventDeliveryFailure.
   */
  removeApp(endpointArn: string): void;
  /** Cuts every socket: without a close frame, or with the code that is given. */
  closeConnections(code?: number): void;
  /** Fires a rule or a schedule (by its logical id) now, also one that is disabled. */
  fireSchedule(logicalId: string): void;
  /** Moves the clock of the schedules forward: all that falls due on the way fires, in order. */
  moveClock(seconds: number): void;
  /** `$disconnect` is best effort on AWS: drop it, or deliver it late. */
  setDisconnectDelivery(delivery: DisconnectDelivery): void;
  /**
   * Takes roles, their policies and those of queues from another synthesis of the same stacks, as a deployment that
   * changes nothing else: what a function may do from now on.
   */
  setPolicies(assembly: string): void;
  stop(): Promise<void>;
}
