import { apiGatewayApi } from './api-gateway-api.js';
import { apiGatewayAuthorizer } from './api-gateway-authorizer.js';
import { apiGatewayIntegration } from './api-gateway-integration.js';
import { apiGatewayRoute } from './api-gateway-route.js';
import { apiGatewayStage } from './api-gateway-stage.js';
import { dynamodbGlobalTable } from './dynamodb-global-table.js';
import { dynamodbTable } from './dynamodb-table.js';
import { lambdaAlias } from './lambda-alias.js';
import { lambdaEventSourceMapping } from './lambda-event-source-mapping.js';
import { lambdaFunction } from './lambda-function.js';
import { lambdaVersion } from './lambda-version.js';
import { nameOnlyTypes } from './name-only.js';
import { type ResourceType } from './resource-type.js';
import { sqsQueue } from './sqs-queue.js';

/** Every CloudFormation resource type the runtime knows, by name. A new type is a new file and one line here. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    apiGatewayApi,
    apiGatewayAuthorizer,
    apiGatewayIntegration,
    apiGatewayRoute,
    apiGatewayStage,
    dynamodbGlobalTable,
    dynamodbTable,
    lambdaAlias,
    lambdaEventSourceMapping,
    lambdaFunction,
    lambdaVersion,
    sqsQueue,
    ...nameOnlyTypes,
  ].map((type) => [type.type, type]),
);

/** Written by CDK for itself; it means nothing to the app. */
export const IGNORED_TYPES: ReadonlySet<string> = new Set(['AWS::CDK::Metadata']);
