import type {
  DescribeStacksCommandOutput,
  ListStackResourcesCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type {
  DescribeContinuousBackupsCommandOutput,
  DescribeTableCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { DescribeServerlessCachesCommandOutput } from '@aws-sdk/client-elasticache';
import type { GetFunctionConfigurationCommandOutput } from '@aws-sdk/client-lambda';
import type { GetServiceQuotaCommandOutput } from '@aws-sdk/client-service-quotas';
import type {
  GetPlatformApplicationAttributesCommandOutput,
  ListSubscriptionsByTopicCommandOutput,
} from '@aws-sdk/client-sns';
import type { GetQueueAttributesCommandOutput } from '@aws-sdk/client-sqs';

/**
 * UNRECORDED: answers of AWS as the SDK's models type them, written by hand. No answer of a live account has been seen;
 * where one differs, the one that was seen is right, and takes the place of the one here.
 */
const $metadata = { httpStatusCode: 200 };
const account = '111122223333';

const resources = {
  'Parley-prod-Data': [
    ['AWS::DynamoDB::GlobalTable', 'TablesMessages5F3A57D1', 'Messages-1'],
    ['AWS::ElastiCache::ServerlessCache', 'Cache', 'presence'],
  ],
  'Parley-prod-Chat': [
    ['AWS::SQS::Queue', 'FanOutQueue8AB53E8C', 'https://sqs/fan-out'],
    ['AWS::SQS::Queue', 'FanOutDeadLettersE0FA8F9C', 'https://sqs/dead'],
    ['AWS::Lambda::Function', 'PushWorkerFunction', 'push-worker'],
    ['AWS::SNS::Topic', 'ApplicationsFailuresTopic', `arn:aws:sns:us-east-1:${account}:failures`],
  ],
  'Parley-prod-Operations': [['AWS::SNS::Topic', 'AlarmsTopic', `arn:aws:sns:us-east-1:${account}:alarms`]],
} as const;

export const alarmTopicArn = `arn:aws:sns:us-east-1:${account}:alarms`;

const outputs: Record<string, Record<string, string>> = {
  'Parley-prod-Chat': { WebSocketUrl: 'wss://x', UserPoolId: 'x' },
  'Parley-prod-Operations': { AlarmTopicArn: alarmTopicArn },
};

type StackName = keyof typeof resources;

export const stackNames = Object.keys(resources) as StackName[];

export const applicationArn = `arn:aws:sns:us-east-1:${account}:app/APNS/parley`;

export function aStack(
  name: StackName,
  StackStatus: 'UPDATE_COMPLETE' | 'ROLLBACK_COMPLETE' | 'UPDATE_IN_PROGRESS',
) {
  const Outputs = Object.entries(outputs[name] ?? {}).map(([OutputKey, OutputValue]) => ({
    OutputKey,
    OutputValue,
  }));
  const stack = { StackName: name, StackStatus, CreationTime: new Date(0), Outputs };
  return { $metadata, Stacks: [stack] } satisfies DescribeStacksCommandOutput;
}

export function theResources(name: StackName) {
  const StackResourceSummaries = resources[name].map(
    ([ResourceType, LogicalResourceId, PhysicalResourceId]) => ({
      ResourceType,
      LogicalResourceId,
      PhysicalResourceId,
      LastUpdatedTimestamp: new Date(0),
      ResourceStatus: 'CREATE_COMPLETE' as const,
    }),
  );
  return { $metadata, StackResourceSummaries } satisfies ListStackResourcesCommandOutput;
}

export function aTable(
  TableStatus: 'ACTIVE' | 'INACCESSIBLE_ENCRYPTION_CREDENTIALS',
  DeletionProtectionEnabled = true,
) {
  return {
    $metadata,
    Table: { TableStatus, DeletionProtectionEnabled },
  } satisfies DescribeTableCommandOutput;
}

export function theBackups(PointInTimeRecoveryStatus: 'ENABLED' | 'DISABLED') {
  return {
    $metadata,
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus },
    },
  } satisfies DescribeContinuousBackupsCommandOutput;
}

export function aQueue(jobs: number, redrive = true) {
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: 'arn', maxReceiveCount: 5 });
  const Attributes = { ApproximateNumberOfMessages: String(jobs), ...(redrive && { RedrivePolicy }) };
  return { $metadata, Attributes } satisfies GetQueueAttributesCommandOutput;
}

export function aFunction(
  State: 'Active' | 'Inactive' | 'Failed',
  LastUpdateStatus: 'Successful' | 'Failed' = 'Successful',
) {
  const Variables = {
    PUSH_APPLICATIONS: JSON.stringify({ ios: applicationArn }),
    MESSAGES_TABLE: 'Messages-1',
  };
  return {
    $metadata,
    State,
    LastUpdateStatus,
    Environment: { Variables },
  } satisfies GetFunctionConfigurationCommandOutput;
}

export function aCache(Status: 'available' | 'create-failed', UserGroupId?: string) {
  const ServerlessCaches = [
    { ServerlessCacheName: 'presence', Status, ...(UserGroupId !== undefined && { UserGroupId }) },
  ];
  return { $metadata, ServerlessCaches } satisfies DescribeServerlessCachesCommandOutput;
}

export function anApplication(Attributes: Record<string, string>) {
  return { $metadata, Attributes } satisfies GetPlatformApplicationAttributesCommandOutput;
}

export function aQuota(Value: number) {
  return { $metadata, Quota: { Value } } satisfies GetServiceQuotaCommandOutput;
}

export function theAlarms(states: Record<string, 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'>) {
  const MetricAlarms = Object.entries(states).map(([AlarmName, StateValue]) => ({ AlarmName, StateValue }));
  return { $metadata, MetricAlarms } satisfies DescribeAlarmsCommandOutput;
}

export function theSubscriptions(...SubscriptionArns: string[]) {
  const Subscriptions = SubscriptionArns.map((SubscriptionArn) => ({ SubscriptionArn }));
  return { $metadata, Subscriptions } satisfies ListSubscriptionsByTopicCommandOutput;
}
