import * as v from 'valibot';
import { NotRunError, orNotRun } from '../assembly/not-run-error';
import { accessKeyFor } from './access-key';
import { functionArnIn, functionNotRun, functionTargetIn } from './function-arn';
import { gatewayIn } from './gateway-role';
import { nameIgnored } from './name-ignored';
import { type IntegrationPlan, type Plan, type ServiceIntegrationPlan } from './plan';
import { requestParameters } from './request-parameters';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { numeric } from './schemas';
import { passthrough, templateChoice } from './template-choice';

const texts = v.optional(v.record(v.string(), v.string()), {});

const entries = {
  ApiId: v.optional(v.string()),
  IntegrationType: v.string(),
  IntegrationUri: v.optional(v.string(), ''),
  TimeoutInMillis: v.optional(numeric, 29_000),
  RequestTemplates: texts,
  RequestParameters: texts,
  TemplateSelectionExpression: v.optional(v.string()),
  PassthroughBehavior: passthrough,
  CredentialsArn: v.optional(v.string()),
};

type Properties = v.InferOutput<v.ObjectSchema<typeof entries, undefined>>;

const MIN_TIMEOUT_MS = 50;
const MAX_TIMEOUT_MS = 29_000;

const SERVICE_URI = /^arn:[^:]+:apigateway:([^:]+):(dynamodb|sqs):(action|path)\/(.+)$/;

const integrationId = (resource: Resource): string => resource.hash(7);

const requestOf = (resource: Resource, given: Properties): ServiceIntegrationPlan['request'] =>
  templateChoice(resource, {
    property: 'RequestTemplates',
    sources: given.RequestTemplates,
    expression: given.TemplateSelectionExpression,
    passthrough: given.PassthroughBehavior,
  });

const serviceOf = (
  resource: Resource,
  given: Properties,
): Omit<ServiceIntegrationPlan, 'id' | 'timeoutMs'> => {
  const [, region, service, kind, target] = SERVICE_URI.exec(given.IntegrationUri) ?? [];
  const isKnown = service === 'sqs' || (service === 'dynamodb' && kind === 'action');
  if (!isKnown || region === undefined || target === undefined)
    return resource.fail(`${given.IntegrationUri || 'no URI'} is neither a DynamoDB action nor SQS`);
  return {
    kind: 'service',
    logicalId: resource.logicalId,
    request: requestOf(resource, given),
    service,
    region,
    ...(given.CredentialsArn !== undefined && {
      caller: { ...gatewayIn(resource, given.CredentialsArn), accessKeyId: accessKeyFor(resource) },
    }),
    ...(kind === 'action' ? { action: target } : { path: target }),
    parameters: requestParameters(resource, given.RequestParameters),
  };
};

const targetOf = (resource: Resource, given: Properties): IntegrationPlan => {
  const common = { id: integrationId(resource), timeoutMs: given.TimeoutInMillis };
  if (given.IntegrationType === 'AWS_PROXY')
    return {
      ...common,
      kind: 'function',
      functionName: functionTargetIn(resource, given.IntegrationUri),
      functionArn: functionArnIn(given.IntegrationUri),
      ...(given.CredentialsArn !== undefined && { invoker: gatewayIn(resource, given.CredentialsArn) }),
    };
  if (given.IntegrationType === 'MOCK')
    return { ...common, kind: 'mock', request: requestOf(resource, given) };
  if (given.IntegrationType === 'AWS') return { ...common, ...serviceOf(resource, given) };
  return resource.fail(`only AWS_PROXY, AWS and MOCK integrations run here, not ${given.IntegrationType}`);
};

/** Its routes stay, and answer as they do on AWS when the backend is gone. */
const planWithoutBackend = (resource: Resource, plan: Plan, error: NotRunError): void => {
  const name = `${resource.logicalId} (${resource.type})`;
  plan.notRun.push(`${error.listed(name)}: its routes answer with an error`);
  plan.integrations.push({
    id: integrationId(resource),
    timeoutMs: MAX_TIMEOUT_MS,
    kind: 'function',
    ...functionNotRun(error),
  });
};

const planWithBackend = (resource: Resource, plan: Plan): void => {
  const given = resource.properties(entries);
  const timeoutMs = given.TimeoutInMillis;
  if (timeoutMs < MIN_TIMEOUT_MS || timeoutMs > MAX_TIMEOUT_MS)
    resource.fail(`TimeoutInMillis must be between ${MIN_TIMEOUT_MS} and ${MAX_TIMEOUT_MS}`);
  if (given.IntegrationType === 'AWS_PROXY')
    nameIgnored(resource, plan, ['RequestTemplates', 'RequestParameters', 'TemplateSelectionExpression']);
  plan.integrations.push(targetOf(resource, given));
};

const planIntegration = (resource: Resource, plan: Plan): void => {
  // That of an HTTP API does not run at all.
  resource.property('ApiId');
  const result = orNotRun(() => planWithBackend(resource, plan));
  if (result instanceof NotRunError) planWithoutBackend(resource, plan, result);
};

export const apiGatewayIntegration: ResourceType = {
  type: 'AWS::ApiGatewayV2::Integration',
  ref: integrationId,
  attributes: { IntegrationId: integrationId },
  honours: entries,
  withoutEffect: [
    'Description',
    // Lambda, SQS and DynamoDB actions are called by POST, whatever is written; there is one payload format.
    'IntegrationMethod',
    'PayloadFormatVersion',
  ],
  plan: planIntegration,
};
