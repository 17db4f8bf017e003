import * as v from 'valibot';
import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { flag, numeric } from './schemas';

const entries = {
  VisibilityTimeout: v.optional(numeric),
  DelaySeconds: v.optional(numeric),
  MessageRetentionPeriod: v.optional(numeric),
  MaximumMessageSize: v.optional(numeric),
  ReceiveMessageWaitTimeSeconds: v.optional(numeric),
  FifoQueue: v.optional(flag),
  ContentBasedDeduplication: v.optional(flag),
  DeduplicationScope: v.optional(v.string()),
  FifoThroughputLimit: v.optional(v.string()),
  RedrivePolicy: v.optional(v.looseObject({ deadLetterTargetArn: v.string(), maxReceiveCount: numeric })),
};

const queueName = (resource: Resource): string => {
  const isFifo = String(resource.property('FifoQueue')) === 'true';
  const name = resource.physicalName('QueueName', isFifo ? 75 : 80);
  return isFifo && !name.endsWith('.fifo') ? `${name}.fifo` : name;
};

const queueUrl = (resource: Resource): string => `${resource.awsUrl}/${LOCAL_ACCOUNT}/${queueName(resource)}`;

const queueArn = (resource: Resource): string => resource.arn('sqs', queueName(resource));

/** CreateQueue takes every attribute as text, objects as JSON. */
const attributesOf = (resource: Resource): Record<string, string> =>
  Object.fromEntries(
    Object.entries(resource.properties(entries)).map(([key, value]) => [
      key,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );

const checkDeadLetters = (resource: Resource): void => {
  const { RedrivePolicy: redrive, FifoQueue: isFifo = false } = resource.properties(entries);
  if (redrive && redrive.deadLetterTargetArn.endsWith('.fifo') !== isFifo)
    resource.fail(
      'the dead-letter queue of a FIFO queue must be a FIFO queue, and that of a standard queue must not',
    );
};

const planQueue = (resource: Resource, plan: Plan): void => {
  checkDeadLetters(resource);
  plan.queues.push({
    name: queueName(resource),
    arn: queueArn(resource),
    url: queueUrl(resource),
    stackName: resource.stack.name,
    logicalId: resource.logicalId,
    region: resource.stack.region,
    attributes: attributesOf(resource),
  });
};

export const sqsQueue: ResourceType = {
  type: 'AWS::SQS::Queue',
  ref: queueUrl,
  attributes: { Arn: queueArn, QueueName: queueName, QueueUrl: queueUrl },
  honours: { ...entries, QueueName: v.optional(v.string()) },
  withoutEffect: [
    'Tags',
    // How the messages are kept.
    'KmsMasterKeyId',
    'KmsDataKeyReusePeriodSeconds',
    'SqsManagedSseEnabled',
  ],
  plan: planQueue,
};
