import * as v from 'valibot';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { flag } from './schemas';

const entries = { TopicName: v.optional(v.string()), FifoTopic: v.optional(flag, false) };

const topicName = (resource: Resource): string => resource.physicalName('TopicName', 256);

const topicArn = (resource: Resource): string => resource.arn('sns', topicName(resource));

export const snsTopic: ResourceType = {
  type: 'AWS::SNS::Topic',
  ref: topicArn,
  attributes: { TopicArn: topicArn, TopicName: topicName },
  honours: entries,
  withoutEffect: [
    'Tags',
    // Seen by mail and text messages alone.
    'DisplayName',
    // How messages are kept and signed.
    'KmsMasterKeyId',
    'SignatureVersion',
  ],
  plan(resource, plan) {
    if (resource.properties(entries).FifoTopic) resource.fail('FIFO topics do not run here');
    plan.topics.push({
      name: topicName(resource),
      arn: topicArn(resource),
      stackName: resource.stack.name,
      logicalId: resource.logicalId,
      region: resource.stack.region,
    });
  },
};
