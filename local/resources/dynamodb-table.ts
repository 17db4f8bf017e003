import * as v from 'valibot';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { flag } from './schemas';

const index = v.looseObject({
  IndexName: v.string(),
  KeySchema: v.array(v.unknown()),
  Projection: v.unknown(),
});

const entries = {
  KeySchema: v.array(v.looseObject({ AttributeName: v.string(), KeyType: v.unknown() })),
  AttributeDefinitions: v.array(v.unknown()),
  GlobalSecondaryIndexes: v.optional(v.array(index), []),
  LocalSecondaryIndexes: v.optional(v.array(index), []),
  TimeToLiveSpecification: v.optional(
    v.looseObject({ Enabled: v.optional(flag, true), AttributeName: v.optional(v.string()) }),
  ),
  Replicas: v.optional(v.array(v.looseObject({ Region: v.string() })), []),
  StreamSpecification: v.optional(
    v.looseObject({
      // AWS::DynamoDB::Table always says it; a global table without it has both images.
      StreamViewType: v.optional(
        v.picklist(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']),
        'NEW_AND_OLD_IMAGES',
      ),
    }),
  ),
};

/** What a table, or each replica of a global one, has and no function sees. */
const UNSEEN = [
  // For people and bills.
  'Tags',
  'TableClass',
  'ContributorInsightsSpecification',
  // How the data is kept.
  'SSESpecification',
  'PointInTimeRecoverySpecification',
  'DeletionProtectionEnabled',
];

const tableName = (resource: Resource): string => resource.physicalName('TableName', 255);

/** Capacity settings are dropped: every local table is on-demand. */
const indexes = (key: string, list: readonly v.InferOutput<typeof index>[]): Record<string, unknown> =>
  list.length === 0
    ? {}
    : { [key]: list.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection })) };

const streamArn = (resource: Resource): string =>
  resource.arn('dynamodb', `table/${tableName(resource)}/stream/local`);

/** There is one region here: what a replica in another one would show is not there. */
const nameReplicas = (
  resource: Resource,
  replicas: readonly { readonly Region: string }[],
  plan: Plan,
): void => {
  const others = replicas.map(({ Region }) => Region).filter((region) => region !== resource.stack.region);
  if (others.length > 0)
    plan.notRun.push(`${resource.logicalId}.Replicas in ${others.join(' and ')} (${resource.type})`);
};

const planTable = (resource: Resource, plan: Plan): void => {
  const table = resource.properties(entries);
  const timeToLive = table.TimeToLiveSpecification;
  const view = table.StreamSpecification?.StreamViewType;
  nameReplicas(resource, table.Replicas, plan);
  plan.tables.push({
    name: tableName(resource),
    stackName: resource.stack.name,
    logicalId: resource.logicalId,
    region: resource.stack.region,
    keyNames: table.KeySchema.map(({ AttributeName }) => AttributeName),
    streamArn: streamArn(resource),
    ...(view !== undefined && { streamViewType: view }),
    ...(timeToLive?.Enabled && timeToLive.AttributeName && { timeToLive: timeToLive.AttributeName }),
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
    StreamArn: streamArn,
  },
  honours: { ...entries, TableName: v.optional(v.string()) },
  withoutEffect: [
    ...UNSEEN,
    ...UNSEEN.map((name) => `Replicas.${name}`),
    ...['GlobalSecondaryIndexes', 'Replicas.GlobalSecondaryIndexes'].map(
      (indexes) => `${indexes}.ContributorInsightsSpecification`,
    ),
    // Every local table is on-demand and warm; a provisioned throughput is named, for it would throttle.
    'BillingMode',
    'WarmThroughput',
    'GlobalSecondaryIndexes.WarmThroughput',
  ],
  plan: planTable,
});

export const dynamodbTable = tableType('AWS::DynamoDB::Table');
