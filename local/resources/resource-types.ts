import { apiGatewayApi } from './api-gateway-api';
import { apiGatewayAuthorizer } from './api-gateway-authorizer';
import { apiGatewayIntegration } from './api-gateway-integration';
import { apiGatewayIntegrationResponse } from './api-gateway-integration-response';
import { apiGatewayModel } from './api-gateway-model';
import { apiGatewayRoute } from './api-gateway-route';
import { apiGatewayRouteResponse } from './api-gateway-route-response';
import { apiGatewayStage } from './api-gateway-stage';
import { customResourceOf } from './custom-resource';
import { dynamodbGlobalTable } from './dynamodb-global-table';
import { dynamodbTable } from './dynamodb-table';
import { elasticacheServerlessCache } from './elasticache-serverless-cache';
import { eventsRule } from './events-rule';
import { iamPolicies } from './iam-policies';
import { iamRole } from './iam-role';
import { lambdaAlias } from './lambda-alias';
import { lambdaEventInvokeConfig } from './lambda-event-invoke-config';
import { lambdaEventSourceMapping } from './lambda-event-source-mapping';
import { lambdaFunction } from './lambda-function';
import { lambdaPermission } from './lambda-permission';
import { lambdaVersion } from './lambda-version';
import { nameOnlyTypes } from './name-only';
import { type ResourceType } from './resource-type';
import { schedulerSchedule } from './scheduler-schedule';
import { snsSubscription } from './sns-subscription';
import { snsTopic } from './sns-topic';
import { snsTopicPolicy } from './sns-topic-policy';
import { sqsQueue } from './sqs-queue';
import { sqsQueuePolicy } from './sqs-queue-policy';

/** Every CloudFormation resource type the runtime knows, by name. A new type is a new file and one line here. */
const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    apiGatewayApi,
    apiGatewayAuthorizer,
    apiGatewayIntegration,
    apiGatewayIntegrationResponse,
    apiGatewayModel,
    apiGatewayRoute,
    apiGatewayRouteResponse,
    apiGatewayStage,
    dynamodbGlobalTable,
    dynamodbTable,
    elasticacheServerlessCache,
    eventsRule,
    iamRole,
    ...iamPolicies,
    lambdaAlias,
    lambdaEventInvokeConfig,
    lambdaEventSourceMapping,
    lambdaFunction,
    lambdaPermission,
    lambdaVersion,
    schedulerSchedule,
    snsSubscription,
    snsTopic,
    snsTopicPolicy,
    sqsQueue,
    sqsQueuePolicy,
    ...nameOnlyTypes,
  ].map((type) => [type.type, type]),
);

/** undefined: the runtime does not know the type. */
export const typeNamed = (type: string): ResourceType | undefined =>
  resourceTypes.get(type) ?? customResourceOf(type);

/** Written by CDK for itself; it means nothing to the app. */
export const IGNORED_TYPES: ReadonlySet<string> = new Set(['AWS::CDK::Metadata']);
