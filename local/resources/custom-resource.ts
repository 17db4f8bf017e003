import * as v from 'valibot';
import { functionTargetIn } from './function-arn';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = { ServiceToken: v.string() };

/** What a custom resource answers is not known when the templates are read. */
const unknownYet = (resource: Resource): never => resource.notRun();

/** A resource that a function of the templates makes. */
const customResource = (type: string): ResourceType => ({
  type,
  ref: unknownYet,
  attributes: {},
  // All of them are the function's.
  withoutEffect: 'all',
  whyNotRun(resource) {
    const { ServiceToken } = resource.properties(entries);
    return ServiceToken.includes(':function:') ? undefined : `${resource.type} by ${ServiceToken}`;
  },
  plan(resource, plan) {
    const { ServiceToken } = resource.properties(entries);
    const names = resource.propertyNames.filter((name) => name !== 'ServiceTimeout');
    plan.customResources.push({
      logicalId: resource.logicalId,
      stackName: resource.stack.name,
      region: resource.stack.region,
      type,
      functionName: functionTargetIn(resource, ServiceToken),
      properties: Object.fromEntries(names.map((name) => [name, resource.property(name)])),
    });
  },
});

/** `Custom::…` is a name of the template's choice. */
export const customResourceOf = (type: string): ResourceType | undefined =>
  type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'
    ? customResource(type)
    : undefined;
