import * as v from 'valibot';
import { filterCriteria, filtersOf } from './filter-criteria';
import { functionTargetIn } from './function-arn';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { flag, numeric } from './schemas';

const entries = {
  EventSourceArn: v.string(),
  FunctionName: v.string(),
  BatchSize: v.optional(numeric),
  MaximumBatchingWindowInSeconds: v.optional(numeric, 0),
  Enabled: v.optional(flag, true),
  FunctionResponseTypes: v.optional(v.array(v.string()), []),
  ScalingConfig: v.optional(v.looseObject({ MaximumConcurrency: v.optional(numeric) })),
  FilterCriteria: v.optional(filterCriteria),
  StartingPosition: v.optional(v.string()),
  BisectBatchOnFunctionError: v.optional(flag, false),
  MaximumRetryAttempts: v.optional(numeric, -1),
  MaximumRecordAgeInSeconds: v.optional(numeric, -1),
  DestinationConfig: v.optional(
    v.looseObject({ OnFailure: v.optional(v.looseObject({ Destination: v.optional(v.string()) })) }),
  ),
};

type Mapping = v.InferOutput<v.ObjectSchema<typeof entries, undefined>>;

/** A standard queue starts with five batches at a time; more would only fill the laptop. */
const DEFAULT_CONCURRENCY = 5;

const checkLimits = (resource: Resource, mapping: Mapping): void => {
  const { BatchSize: size = 1, MaximumBatchingWindowInSeconds: window } = mapping;
  if (size < 1 || size > 10_000) resource.fail(`BatchSize must be between 1 and 10000, not ${size}`);
  if (window < 0 || window > 300)
    resource.fail(`MaximumBatchingWindowInSeconds must be between 0 and 300, not ${window}`);
};

const common = (resource: Resource, mapping: Mapping) => ({
  logicalId: resource.logicalId,
  functionName: functionTargetIn(resource, mapping.FunctionName),
  windowSeconds: mapping.MaximumBatchingWindowInSeconds,
  reportsItemFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
  filters: filtersOf(resource, mapping.FilterCriteria),
});

const planQueueMapping = (resource: Resource, mapping: Mapping, plan: Plan): void => {
  const { BatchSize: batchSize = 10, MaximumBatchingWindowInSeconds: window } = mapping;
  const isFifo = mapping.EventSourceArn.endsWith('.fifo');
  if (isFifo && (batchSize > 10 || window > 0))
    resource.fail('a FIFO queue gives batches of at most 10 and has no MaximumBatchingWindowInSeconds');
  if (batchSize > 10 && window < 1)
    resource.fail('a BatchSize over 10 needs a MaximumBatchingWindowInSeconds of at least 1');
  const { filters, ...rest } = common(resource, mapping);
  if (filters.some((filter) => Object.keys(filter).some((key) => key !== 'body')))
    resource.fail('a queue can be filtered by body only');
  plan.mappings.push({
    ...rest,
    filters,
    queueArn: mapping.EventSourceArn,
    batchSize,
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY,
  });
};

const planStreamMapping = (resource: Resource, mapping: Mapping, plan: Plan): void => {
  const { StartingPosition: position, DestinationConfig: destination } = mapping;
  const onFailureArn = destination?.OnFailure?.Destination;
  if (position !== 'LATEST' && position !== 'TRIM_HORIZON')
    resource.fail(
      `StartingPosition of a DynamoDB stream must be LATEST or TRIM_HORIZON, not ${String(position)}`,
    );
  if (onFailureArn !== undefined && !onFailureArn.includes(':sqs:'))
    resource.fail('only queues are destinations of failed batches here');
  plan.streamMappings.push({
    ...common(resource, mapping),
    streamArn: mapping.EventSourceArn,
    batchSize: mapping.BatchSize ?? 100,
    startingPosition: position === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
    bisectsOnError: mapping.BisectBatchOnFunctionError,
    maximumRetryAttempts: mapping.MaximumRetryAttempts,
    maximumRecordAgeSeconds: mapping.MaximumRecordAgeInSeconds,
    ...(onFailureArn !== undefined && { onFailureArn }),
  });
};

const planMapping = (resource: Resource, plan: Plan): void => {
  const mapping = resource.properties(entries);
  checkLimits(resource, mapping);
  if (mapping.EventSourceArn.includes(':sqs:')) return planQueueMapping(resource, mapping, plan);
  if (/:dynamodb:.*\/stream\//.test(mapping.EventSourceArn))
    return planStreamMapping(resource, mapping, plan);
  resource.fail('only queues and DynamoDB streams are event sources here');
};

export const lambdaEventSourceMapping: ResourceType = {
  type: 'AWS::Lambda::EventSourceMapping',
  ref: (resource) => resource.hash(16),
  attributes: { Id: (resource) => resource.hash(16) },
  honours: entries,
  withoutEffect: [
    'Tags',
    // How the filters are kept.
    'KmsKeyArn',
    // Logs and metrics go to no one that runs here.
    'LoggingConfig',
    'MetricsConfig',
  ],
  whyNotRun: (resource) =>
    resource.properties({ Enabled: entries.Enabled }).Enabled ? undefined : 'disabled',
  plan: planMapping,
};
