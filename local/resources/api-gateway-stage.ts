import * as v from 'valibot';
import { nameIgnored } from './name-ignored';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { textRecord } from './schemas';

const entries = { ApiId: v.string(), StageName: v.string(), StageVariables: v.optional(textRecord) };

const stageName = (resource: Resource): string => resource.properties({ StageName: v.string() }).StageName;

export const apiGatewayStage: ResourceType = {
  type: 'AWS::ApiGatewayV2::Stage',
  ref: stageName,
  attributes: {},
  plan(resource, plan) {
    const { ApiId, StageName, StageVariables } = resource.properties(entries);
    nameIgnored(resource, plan, ['AccessLogSettings', 'AccessPolicyId', 'ClientCertificateId']);
    plan.stages.push({ apiId: ApiId, name: StageName, ...(StageVariables && { variables: StageVariables }) });
  },
};
