import * as v from 'valibot';
import { type Plan } from './plan';
import { statementsIn } from './policy-statements';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = { Topics: v.array(v.string()) };

const planTopicPolicy = (resource: Resource, plan: Plan): void => {
  plan.topicPolicies.push({
    topicArns: resource.properties(entries).Topics,
    statements: statementsIn(resource, resource.unresolved('PolicyDocument'), plan),
  });
};

/** Calls of functions are held against it; the deliveries of SNS itself against nothing. */
export const snsTopicPolicy: ResourceType = {
  type: 'AWS::SNS::TopicPolicy',
  ref: (resource) => resource.hash(10),
  attributes: { Id: (resource) => resource.hash(10) },
  honours: { ...entries, PolicyDocument: v.optional(v.unknown()) },
  plan: planTopicPolicy,
};
