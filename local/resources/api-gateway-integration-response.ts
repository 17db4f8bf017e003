import * as v from 'valibot';
import { type ResourceType } from './resource-type';
import { templateChoice } from './template-choice';

const entries = {
  IntegrationId: v.string(),
  IntegrationResponseKey: v.string(),
  ResponseTemplates: v.optional(v.record(v.string(), v.string()), {}),
  TemplateSelectionExpression: v.optional(v.string()),
};

/** `$default`, or a regular expression between slashes that the status of the backend must match. */
const isKey = (key: string): boolean => key === '$default' || /^\/.+\/$/.test(key);

export const apiGatewayIntegrationResponse: ResourceType = {
  type: 'AWS::ApiGatewayV2::IntegrationResponse',
  ref: (resource) => resource.hash(7),
  attributes: { IntegrationResponseId: (resource) => resource.hash(7) },
  honours: entries,
  // It is found by its integration.
  withoutEffect: ['ApiId'],
  plan(resource, plan) {
    const given = resource.properties(entries);
    const key = given.IntegrationResponseKey;
    if (!isKey(key)) resource.fail(`IntegrationResponseKey ${key} is neither $default nor /expression/`);
    plan.integrationResponses.push({
      integrationId: given.IntegrationId,
      key,
      response: templateChoice(resource, {
        property: 'ResponseTemplates',
        sources: given.ResponseTemplates,
        expression: given.TemplateSelectionExpression,
      }),
    });
  },
};
