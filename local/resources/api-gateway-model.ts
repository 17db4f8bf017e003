import * as v from 'valibot';
import { compileModel } from '../gateway/compile-model';
import { isObject, parseJson } from '../json';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = {
  ApiId: v.string(),
  Name: v.string(),
  /** JSON Schema, draft 4. */
  Schema: v.union([v.string(), v.looseObject({})]),
};

const modelId = (resource: Resource): string => resource.hash(6);

export const apiGatewayModel: ResourceType = {
  type: 'AWS::ApiGatewayV2::Model',
  ref: modelId,
  attributes: { ModelId: modelId },
  honours: entries,
  // For people; and a message has no content type.
  withoutEffect: ['Description', 'ContentType'],
  plan(resource, plan) {
    const { ApiId, Name, Schema } = resource.properties(entries);
    const schema = typeof Schema === 'string' ? parseJson(Schema) : Schema;
    const accepts = isObject(schema) ? compileModel(schema) : 'it is no JSON object';
    if (typeof accepts === 'string') resource.fail(`Schema cannot be used: ${accepts}`);
    else plan.models.push({ apiId: ApiId, name: Name, accepts });
  },
};
