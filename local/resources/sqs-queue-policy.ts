import * as v from 'valibot';
import { type Plan } from './plan';
import { statementsIn } from './policy-statements';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = { Queues: v.array(v.string()) };

const planQueuePolicy = (resource: Resource, plan: Plan): void => {
  plan.queuePolicies.push({
    queueUrls: resource.properties(entries).Queues,
    statements: statementsIn(resource, resource.unresolved('PolicyDocument'), plan),
  });
};

export const sqsQueuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  ref: (resource) => resource.hash(10),
  attributes: {},
  honours: { ...entries, PolicyDocument: v.optional(v.unknown()) },
  plan: planQueuePolicy,
};
