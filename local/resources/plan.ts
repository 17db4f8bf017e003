import { type Limit } from '../gateway/token-bucket';

/** What the templates ask to run, free of CloudFormation. Resource types fill it; the runtime starts it. */
export interface Plan {
  readonly tables: TablePlan[];
  readonly queues: QueuePlan[];
  readonly functions: FunctionPlan[];
  readonly mappings: MappingPlan[];
  readonly apis: ApiPlan[];
  readonly stages: StagePlan[];
  readonly routes: RoutePlan[];
  readonly routeResponses: RouteResponsePlan[];
  readonly integrations: IntegrationPlan[];
  readonly authorizers: AuthorizerPlan[];
  /** Resources and properties that nothing runnable needs or the runtime does not act on: named once at start. */
  readonly notRun: string[];
}

export interface TablePlan {
  readonly name: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  /** The input of CreateTable without TableName. */
  readonly definition: Readonly<Record<string, unknown>>;
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
}

export interface MappingPlan {
  readonly logicalId: string;
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number;
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

export interface IntegrationPlan {
  readonly id: string;
  readonly functionName: string;
  readonly timeoutMs: number;
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
  mappings: [],
  apis: [],
  stages: [],
  routes: [],
  routeResponses: [],
  integrations: [],
  authorizers: [],
  notRun: [],
});
