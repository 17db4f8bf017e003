import * as v from 'valibot';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const index = v.looseObject({
  IndexName: v.string(),
  KeySchema: v.array(v.unknown()),
  Projection: v.unknown(),
});

const entries = {
  KeySchema: v.array(v.unknown()),
  AttributeDefinitions: v.array(v.unknown()),
  GlobalSecondaryIndexes: v.optional(v.array(index), []),
  LocalSecondaryIndexes: v.optional(v.array(index), []),
};

const tableName = (resource: Resource): string => resource.physicalName('TableName', 255);

/** Capacity settings are dropped: every local table is on-demand. */
const indexes = (key: string, list: readonly v.InferOutput<typeof index>[]): Record<string, unknown> =>
  list.length === 0
    ? {}
    : { [key]: list.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection })) };

const planTable = (resource: Resource, plan: Plan): void => {
  const table = resource.properties(entries);
  plan.tables.push({
    name: tableName(resource),
    stackName: resource.stack.name,
    logicalId: resource.logicalId,
    region: resource.stack.region,
    definition: {
      KeySchema: table.KeySchema,
      AttributeDefinitions: table.AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...indexes('GlobalSecondaryIndexes', table.GlobalSecondaryIndexes),
      ...indexes('LocalSecondaryIndexes', table.LocalSecondaryIndexes),
    },
  });
};

/** Both table types of CloudFormation describe keys and indexes alike. */
export const tableType = (type: string): ResourceType => ({
  type,
  ref: tableName,
  attributes: {
    Arn: (resource) => resource.arn('dynamodb', `table/${tableName(resource)}`),
    StreamArn: (resource) => resource.arn('dynamodb', `table/${tableName(resource)}/stream/local`),
  },
  plan: planTable,
});

export const dynamodbTable = tableType('AWS::DynamoDB::Table');
