import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { DescribeServerlessCachesCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import {
  GetPlatformApplicationAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import * as answers from './aws-answers';

export const cloudFormation = mockClient(CloudFormationClient);
export const cloudWatch = mockClient(CloudWatchClient);
export const dynamodb = mockClient(DynamoDBClient);
export const elastiCache = mockClient(ElastiCacheClient);
export const lambda = mockClient(LambdaClient);
export const quotas = mockClient(ServiceQuotasClient);
export const sns = mockClient(SNSClient);
export const sqs = mockClient(SQSClient);
export const mocks = [cloudFormation, cloudWatch, dynamodb, elastiCache, lambda, quotas, sns, sqs];

/** A stage in which all is well; a test then makes one answer bad. */
export function letAllBeWell(): void {
  for (const name of answers.stackNames) {
    cloudFormation
      .on(DescribeStacksCommand, { StackName: name })
      .resolves(answers.aStack(name, 'UPDATE_COMPLETE'));
    cloudFormation.on(ListStackResourcesCommand, { StackName: name }).resolves(answers.theResources(name));
  }
  dynamodb.on(DescribeTableCommand).resolves(answers.aTable('ACTIVE'));
  dynamodb.on(DescribeContinuousBackupsCommand).resolves(answers.theBackups('ENABLED'));
  sqs.on(GetQueueAttributesCommand).resolves(answers.aQueue(3));
  sqs.on(GetQueueAttributesCommand, { QueueUrl: 'https://sqs/dead' }).resolves(answers.aQueue(0, false));
  lambda.on(GetFunctionConfigurationCommand).resolves(answers.aFunction('Active'));
  elastiCache.on(DescribeServerlessCachesCommand).resolves(answers.aCache('available', 'users'));
  sns.on(GetPlatformApplicationAttributesCommand).resolves(answers.anApplication({ Enabled: 'true' }));
  sns
    .on(ListSubscriptionsByTopicCommand, { TopicArn: answers.alarmTopicArn })
    .resolves(answers.theSubscriptions('arn:aws:sns:x'));
  quotas.on(GetServiceQuotaCommand, { QuotaCode: 'L-8A5B8E43' }).resolves(answers.aQuota(10_000));
  quotas.on(GetServiceQuotaCommand, { QuotaCode: 'L-9ED1E49A' }).resolves(answers.aQuota(500));
  quotas.on(GetServiceQuotaCommand, { QuotaCode: 'L-B99A9384' }).resolves(answers.aQuota(1000));
  cloudWatch.on(DescribeAlarmsCommand).resolves(answers.theAlarms({ 'parley-prod-send-p99': 'OK' }));
}
