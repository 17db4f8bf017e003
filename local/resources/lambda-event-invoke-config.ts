import * as v from 'valibot';
import { functionNameIn } from './function-arn';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { numeric } from './schemas';

const destination = v.optional(v.looseObject({ Destination: v.string() }));

const entries = {
  FunctionName: v.string(),
  Qualifier: v.string(),
  MaximumRetryAttempts: v.optional(v.pipe(numeric, v.minValue(0), v.maxValue(2))),
  MaximumEventAgeInSeconds: v.optional(v.pipe(numeric, v.minValue(60), v.maxValue(21_600))),
  DestinationConfig: v.optional(v.looseObject({ OnSuccess: destination, OnFailure: destination }), {}),
};

const queueArnOf = (resource: Resource, setting: { Destination: string } | undefined): string | undefined => {
  if (setting && !setting.Destination.includes(':sqs:'))
    resource.fail('only SQS queues can be destinations here');
  return setting?.Destination;
};

export const lambdaEventInvokeConfig: ResourceType = {
  type: 'AWS::Lambda::EventInvokeConfig',
  ref: (resource) => resource.hash(16),
  attributes: {},
  honours: entries,
  plan(resource, plan) {
    const properties = resource.properties(entries);
    const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: maxAgeSeconds } = properties;
    const onSuccessArn = queueArnOf(resource, properties.DestinationConfig.OnSuccess);
    const onFailureArn = queueArnOf(resource, properties.DestinationConfig.OnFailure);
    plan.asyncConfigs.push({
      functionName: functionNameIn(resource, properties.FunctionName),
      qualifier: properties.Qualifier,
      ...(retries !== undefined && { retries }),
      ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
      ...(onSuccessArn !== undefined && { onSuccessArn }),
      ...(onFailureArn !== undefined && { onFailureArn }),
    });
  },
};
