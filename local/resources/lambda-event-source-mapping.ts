import * as v from 'valibot';
import { functionTargetIn } from './function-arn';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { flag, numeric } from './schemas';

const entries = {
  EventSourceArn: v.string(),
  FunctionName: v.string(),
  BatchSize: v.optional(numeric, 10),
  MaximumBatchingWindowInSeconds: v.optional(numeric, 0),
  Enabled: v.optional(flag, true),
  FunctionResponseTypes: v.optional(v.array(v.string()), []),
  ScalingConfig: v.optional(v.looseObject({ MaximumConcurrency: v.optional(numeric) })),
  FilterCriteria: v.optional(v.unknown()),
};

/** A standard queue starts with five batches at a time; more would only fill the laptop. */
const DEFAULT_CONCURRENCY = 5;

const planMapping = (resource: Resource, plan: Plan): void => {
  const mapping = resource.properties(entries);
  if (!mapping.Enabled) return;
  if (!mapping.EventSourceArn.includes(':sqs:')) resource.fail('only SQS event sources run here');
  if (mapping.FilterCriteria !== undefined)
    resource.fail('FilterCriteria is not supported here; filter in the function');
  plan.mappings.push({
    logicalId: resource.logicalId,
    queueArn: mapping.EventSourceArn,
    functionName: functionTargetIn(resource, mapping.FunctionName),
    batchSize: mapping.BatchSize,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds,
    reportsItemFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY,
  });
};

export const lambdaEventSourceMapping: ResourceType = {
  type: 'AWS::Lambda::EventSourceMapping',
  ref: (resource) => resource.hash(16),
  attributes: { Id: (resource) => resource.hash(16) },
  plan: planMapping,
};
