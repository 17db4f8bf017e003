import * as v from 'valibot';
import { functionNameIn } from './function-arn';
import { type ResourceType } from './resource-type';
import { numeric } from './schemas';

const entries = {
  IntegrationType: v.string(),
  IntegrationUri: v.optional(v.string(), ''),
  TimeoutInMillis: v.optional(numeric, 29_000),
};

export const apiGatewayIntegration: ResourceType = {
  type: 'AWS::ApiGatewayV2::Integration',
  ref: (resource) => resource.hash(7),
  attributes: { IntegrationId: (resource) => resource.hash(7) },
  plan(resource, plan) {
    const { IntegrationType, IntegrationUri, TimeoutInMillis } = resource.properties(entries);
    if (IntegrationType !== 'AWS_PROXY')
      resource.fail(`only AWS_PROXY integrations run here, not ${IntegrationType}`);
    if (TimeoutInMillis < 50 || TimeoutInMillis > 29_000)
      resource.fail('TimeoutInMillis must be between 50 and 29000');
    plan.integrations.push({
      id: resource.hash(7),
      functionName: functionNameIn(resource, IntegrationUri),
      timeoutMs: TimeoutInMillis,
    });
  },
};
