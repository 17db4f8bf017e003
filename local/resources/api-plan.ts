import { type Accepts } from '../gateway/compile-model';
import { type Limit } from '../gateway/token-bucket';
import { type Template } from '../velocity/template';
import { type RoleUser, type SigningRoleUser } from './role-user';

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
  readonly validation?: ValidationPlan;
}

/** By which models messages of a route are checked. */
export interface ValidationPlan {
  /** What of a message gives the key of its model. */
  readonly expression: string;
  /** Names of models by key. */
  readonly models: Readonly<Record<string, string>>;
}

export interface ModelPlan {
  readonly apiId: string;
  readonly name: string;
  readonly accepts: Accepts;
}

export interface RouteResponsePlan {
  readonly routeId: string;
}

export type IntegrationPlan = FunctionIntegrationPlan | MockIntegrationPlan | ServiceIntegrationPlan;

interface AnyIntegrationPlan {
  readonly id: string;
  readonly timeoutMs: number;
}

/** A function that the gateway invokes. */
interface InvocationPlan {
  readonly functionName: string;
  /** With the version or alias, if one is named. */
  readonly functionArn: string;
  /** In whose role it is invoked. Without one it is invoked by its own leave. */
  readonly invoker?: RoleUser;
}

export interface FunctionIntegrationPlan extends AnyIntegrationPlan, InvocationPlan {
  readonly kind: 'function';
}

/** Its answer is what its request template makes of the message. */
export interface MockIntegrationPlan extends AnyIntegrationPlan {
  readonly kind: 'mock';
  readonly request: TemplateChoice;
}

/** An AWS service without a function in between. */
export interface ServiceIntegrationPlan extends AnyIntegrationPlan {
  readonly kind: 'service';
  readonly logicalId: string;
  readonly request: TemplateChoice;
  readonly service: 'dynamodb' | 'sqs';
  /** In whose role the service is called. Without one AWS refuses the call. */
  readonly caller?: SigningRoleUser;
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

export interface AuthorizerPlan extends InvocationPlan {
  readonly id: string;
  readonly identitySources: readonly string[];
}
