import { type EventPattern } from '../event-sources/event-pattern';
import { type Statement } from '../iam/statement';
import { type Cadence } from '../schedules/cadence';
import {
  type ApiPlan,
  type AuthorizerPlan,
  type IntegrationPlan,
  type IntegrationResponsePlan,
  type ModelPlan,
  type RoutePlan,
  type RouteResponsePlan,
  type StagePlan,
} from './api-plan';
import { type RoleUser } from './role-user';
import { type SubscriptionPlan, type TopicPlan } from './topic-plan';

export type * from './api-plan';
export type * from './role-user';
export type * from './topic-plan';

/** What the templates ask to run, free of CloudFormation. Resource types fill it; the runtime starts it. */
export interface Plan {
  readonly tables: TablePlan[];
  readonly queues: QueuePlan[];
  readonly topics: TopicPlan[];
  readonly subscriptions: SubscriptionPlan[];
  readonly customResources: CustomResourcePlan[];
  readonly functions: FunctionPlan[];
  readonly qualifiers: QualifierPlan[];
  readonly asyncConfigs: AsyncConfigPlan[];
  readonly mappings: MappingPlan[];
  readonly streamMappings: StreamMappingPlan[];
  readonly schedules: SchedulePlan[];
  readonly apis: ApiPlan[];
  readonly stages: StagePlan[];
  readonly routes: RoutePlan[];
  readonly routeResponses: RouteResponsePlan[];
  readonly integrations: IntegrationPlan[];
  readonly integrationResponses: IntegrationResponsePlan[];
  readonly authorizers: AuthorizerPlan[];
  readonly models: ModelPlan[];
  readonly roles: RolePlan[];
  readonly policies: PolicyPlan[];
  readonly queuePolicies: QueuePolicyPlan[];
  readonly topicPolicies: TopicPolicyPlan[];
  readonly invokePermissions: InvokePermissionPlan[];
  /** Statements of policies that the runtime cannot hold calls against: named once at start. */
  readonly unread: string[];
  /** Resources and properties that nothing runnable needs or the runtime does not act on: named once at start. */
  readonly notRun: string[];
}

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

export interface TablePlan {
  readonly name: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  /** The input of CreateTable without TableName. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** The attribute that holds when an item may go. */
  readonly timeToLive?: string;
  /** Attributes of the primary key. */
  readonly keyNames: readonly string[];
  readonly streamArn: string;
  readonly streamViewType?: StreamViewType;
}

export interface QueuePlan {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a function of the templates is asked to make. */
export interface CustomResourcePlan {
  readonly logicalId: string;
  readonly stackName: string;
  readonly region: string;
  readonly type: string;
  /** With `:` and its version or alias if the resource names one. */
  readonly functionName: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface FunctionPlan {
  readonly name: string;
  readonly arn: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  readonly codeFolder: string;
  readonly handler: string;
  readonly runtime: string;
  readonly logGroup: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What the template holds instead of a folder; it has to be written to one. */
  readonly inlineCode?: string;
  /** The function signs with it, so that the AWS endpoint knows who calls. */
  readonly accessKeyId: string;
  readonly roleArn: string;
  /** ReservedConcurrentExecutions: 0 lets nothing run. */
  readonly reservedConcurrency?: number;
  /** The queue for asynchronous events that failed to the end. */
  readonly deadLetterArn?: string;
}

/** A version (its qualifier is its number) or an alias of a function. */
export interface QualifierPlan {
  readonly functionName: string;
  readonly qualifier: string;
  readonly version: string;
}

/** How asynchronous events of a function, or of one of its versions or aliases, are retried and where they end. */
export interface AsyncConfigPlan {
  readonly functionName: string;
  readonly qualifier: string;
  readonly retries?: number;
  readonly maxAgeSeconds?: number;
  readonly onSuccessArn?: string;
  readonly onFailureArn?: string;
}

export interface MappingPlan {
  readonly logicalId: string;
  readonly queueArn: string;
  /** The function's name, with `:` and its version or alias if the mapping names one. */
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number;
  /** A message must pass one of them, if there are any. */
  readonly filters: readonly EventPattern[];
}

export interface StreamMappingPlan {
  readonly logicalId: string;
  readonly streamArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  readonly reportsItemFailures: boolean;
  readonly bisectsOnError: boolean;
  /** -1 = without end */
  readonly maximumRetryAttempts: number;
  /** -1 = without end */
  readonly maximumRecordAgeSeconds: number;
  readonly filters: readonly EventPattern[];
  /** The queue that hears of batches that were given up. */
  readonly onFailureArn?: string;
}

export interface SchedulePlan {
  readonly name: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly cadence: Cadence;
  readonly isEnabled: boolean;
  /** A rate of the Scheduler fires as soon as it starts, that of a rule one period later. */
  readonly startsAtOnce: boolean;
  readonly startsAtMs?: number;
  readonly endsAtMs?: number;
  readonly targets: readonly ScheduleTarget[];
}

export interface ScheduleTarget {
  readonly functionName: string;
  /** With the version or alias, if the target names one. */
  readonly functionArn?: string;
  /** In whose role the Scheduler invokes. */
  readonly invoker?: RoleUser;
  /** A rule invokes by leave of the function. */
  readonly ruleArn?: string;
  /** The event for what was due at an instant. */
  readonly eventAt: (atMs: number) => unknown;
}

export interface RolePlan {
  readonly name: string;
  readonly arn: string;
  readonly logicalId: string;
  readonly managedPolicyArns: readonly string[];
  /** Of the policies that the role holds itself. */
  readonly statements: readonly Statement[];
  readonly hasBoundary: boolean;
}

export interface PolicyPlan {
  /** Only of a managed policy. */
  readonly arn: string | undefined;
  readonly roleNames: readonly string[];
  readonly statements: readonly Statement[];
}

export interface QueuePolicyPlan {
  readonly queueUrls: readonly string[];
  readonly statements: readonly Statement[];
}

export interface TopicPolicyPlan {
  readonly topicArns: readonly string[];
  readonly statements: readonly Statement[];
}

/** A service that may invoke a function: what AWS calls the function's own policy. */
export interface InvokePermissionPlan {
  readonly functionName: string;
  readonly action: string;
  readonly principal: string;
  /** A pattern. */
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}
