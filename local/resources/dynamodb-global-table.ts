import { tableType } from './dynamodb-table';

/** What CDK's TableV2 synthesizes; its replicas in other regions do not exist here. */
export const dynamodbGlobalTable = tableType('AWS::DynamoDB::GlobalTable');
