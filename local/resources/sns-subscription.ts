import * as v from 'valibot';
import { type SubscriptionPlan } from './plan';
import { functionTargetIn } from './function-arn';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { flag } from './schemas';

const entries = {
  TopicArn: v.string(),
  Protocol: v.string(),
  Endpoint: v.string(),
  RawMessageDelivery: v.optional(flag, false),
};

const PROTOCOLS = ['sqs', 'lambda'];

const subscriptionArn = (resource: Resource): string =>
  `${String(resource.property('TopicArn'))}:${resource.hash(16)}`;

const planOf = (resource: Resource): SubscriptionPlan => {
  const { TopicArn, Protocol, Endpoint, RawMessageDelivery } = resource.properties(entries);
  const common = { logicalId: resource.logicalId, arn: subscriptionArn(resource), topicArn: TopicArn };
  return Protocol === 'sqs'
    ? { ...common, kind: 'queue', queueArn: Endpoint, isRaw: RawMessageDelivery }
    : { ...common, kind: 'function', functionName: functionTargetIn(resource, Endpoint) };
};

export const snsSubscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  ref: subscriptionArn,
  attributes: { Arn: subscriptionArn },
  honours: entries,
  withoutEffect: [
    // Here a queue or a function always takes what a topic hands it.
    'RedrivePolicy',
  ],
  whyNotRun(resource) {
    const protocol = String(resource.property('Protocol'));
    return PROTOCOLS.includes(protocol) ? undefined : `${resource.type} by ${protocol}`;
  },
  plan: (resource, plan) => void plan.subscriptions.push(planOf(resource)),
};
