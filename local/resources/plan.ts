import { type EventPattern } from '../event-sources/event-pattern';
import { type Limit } from '../gateway/token-bucket';
import { type Cadence } from '../schedules/cadence';
import { type Template } from '../velocity/template';

/** What the templates ask to run, free of CloudFormation. Resource types fill it; the runtime starts it. */
export interface Plan {
  readonly tables: TablePlan[];
  readonly queues: QueuePlan[];
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

export interface FunctionPlan {
  readonly name: string;
  readonly arn: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  readonly codeFolder: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The function signs with it, so that the AWS endpoint knows who calls. */
  readonly accessKeyId: string;
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
  /** The event for what was due at an instant. */
  readonly eventAt: (atMs: number) => unknown;
}

export interface ApiPlan {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly routeSelectionExpression: string;
}

export interface StagePlan {
  readonly apiId: string;
  readonly name: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly throttling: ThrottlingPlan;
}

export interface ThrottlingPlan {
  /** For routes without a limit of their own. */
  readonly stage?: Limit;
  readonly routes: Readonly<Partial<Record<string, Limit>>>;
}

export interface RoutePlan {
  readonly id: string;
  readonly apiId: string;
  readonly routeKey: string;
  readonly integrationId?: string;
  readonly authorizerId?: string;
  /** The backend's answer goes back to the caller as a frame, if the route also has a response. */
  readonly selectsResponse: boolean;
}

export interface RouteResponsePlan {
  readonly routeId: string;
}

export type IntegrationPlan = FunctionIntegrationPlan | MockIntegrationPlan | ServiceIntegrationPlan;

interface AnyIntegrationPlan {
  readonly id: string;
  readonly timeoutMs: number;
}

export interface FunctionIntegrationPlan extends AnyIntegrationPlan {
  readonly kind: 'function';
  readonly functionName: string;
}

/** Its answer is what its request template makes of the message. */
export interface MockIntegrationPlan extends AnyIntegrationPlan {
  readonly kind: 'mock';
  readonly request: TemplateChoice;
}

/** An AWS service without a function in between. */
export interface ServiceIntegrationPlan extends AnyIntegrationPlan {
  readonly kind: 'service';
  readonly request: TemplateChoice;
  readonly service: 'dynamodb' | 'sqs';
  readonly region: string;
  /** As in `:action/PutItem`. */
  readonly action?: string;
  /** As in `:path/{account}/{queue}`. */
  readonly path?: string;
  readonly parameters: readonly RequestParameterPlan[];
}

/** Which template a body is put through: the key is what the expression gives. */
export interface TemplateChoice {
  readonly expression?: string;
  readonly templates: Readonly<Partial<Record<string, Template>>>;
  readonly passthrough: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
}

export interface RequestParameterPlan {
  readonly place: 'header' | 'querystring';
  readonly name: string;
  /** A text as it is, or what lies at a path of the event. */
  readonly source: { readonly text: string } | { readonly path: readonly string[] };
}

export interface IntegrationResponsePlan {
  readonly integrationId: string;
  /** `$default`, or a pattern for the status. */
  readonly key: string;
  readonly response: TemplateChoice;
}

export interface AuthorizerPlan {
  readonly id: string;
  readonly functionName: string;
  readonly identitySources: readonly string[];
}

export const emptyPlan = (): Plan => ({
  tables: [],
  queues: [],
  functions: [],
  qualifiers: [],
  asyncConfigs: [],
  mappings: [],
  streamMappings: [],
  schedules: [],
  apis: [],
  stages: [],
  routes: [],
  routeResponses: [],
  integrations: [],
  integrationResponses: [],
  authorizers: [],
  notRun: [],
});
