import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { isObject, textOf, type JsonObject } from '../json';

/** An action on a resource that one call needs. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

export interface ServiceRequest {
  readonly operation: string;
  readonly region: string;
  readonly input: JsonObject;
}

const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const tableArn = (table: string, region: string): string =>
  table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${LOCAL_ACCOUNT}:table/${table}`;

/** An action of a transaction by the name of its item. */
const TRANSACTED = new Map([
  ['Get', 'GetItem'],
  ['Put', 'PutItem'],
  ['Update', 'UpdateItem'],
  ['Delete', 'DeleteItem'],
  ['ConditionCheck', 'ConditionCheckItem'],
]);

/** A transaction needs what its items would need one by one. */
const transacted = ({ input, region }: ServiceRequest): Permission[] =>
  objects(input['TransactItems']).flatMap((item) =>
    Object.entries(item).flatMap(([kind, target]) => {
      const table = isObject(target) ? textOf(target['TableName']) : undefined;
      const action = TRANSACTED.get(kind);
      if (table === undefined || action === undefined) return [];
      return [{ action: `dynamodb:${action}`, resource: tableArn(table, region) }];
    }),
  );

const WITHOUT_TABLE = new Set(['ListTables', 'DescribeLimits', 'DescribeEndpoints']);

const isTransaction = (operation: string): boolean => operation.startsWith('Transact');

/**
 * What a DynamoDB call needs: a batch its action on each of its tables, a read of an index the index. A call that names
 * no table needs nothing, and the service refuses it.
 */
export const dynamodbPermissions = (request: ServiceRequest): Permission[] => {
  const { operation, region, input } = request;
  const action = `dynamodb:${operation}`;
  if (isTransaction(operation)) return transacted(request);
  if (WITHOUT_TABLE.has(operation)) return [{ action, resource: '*' }];
  const { TableName, IndexName, RequestItems, ResourceArn } = input;
  const table = textOf(TableName) ?? textOf(ResourceArn);
  if (table !== undefined) {
    const index = textOf(IndexName);
    const suffix = index === undefined ? '' : `/index/${index}`;
    return [{ action, resource: tableArn(table, region) + suffix }];
  }
  const tables = isObject(RequestItems) ? Object.keys(RequestItems) : [];
  return tables.map((name) => ({ action, resource: tableArn(name, region) }));
};

const lastPart = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** What an SQS call needs: a batch is the same permission as the single call. */
export const sqsPermissions = ({ operation, region, input }: ServiceRequest): Permission[] => {
  const action = `sqs:${operation.replace(/Batch$/, '')}`;
  if (operation === 'ListQueues') return [{ action, resource: '*' }];
  const queueUrl = textOf(input['QueueUrl']);
  const queue = queueUrl === undefined ? textOf(input['QueueName']) : lastPart(queueUrl);
  if (queue === undefined) return [];
  return [{ action, resource: `arn:aws:sqs:${region}:${LOCAL_ACCOUNT}:${queue}` }];
};

/** What an SNS call needs: its action on what it names, be it an endpoint, a platform application or a topic. */
export const snsPermissions = (operation: string, fields: Readonly<Record<string, string>>): Permission[] => {
  const { TargetArn, TopicArn, EndpointArn, PlatformApplicationArn } = fields;
  return [
    {
      action: `sns:${operation}`,
      resource: TargetArn ?? TopicArn ?? EndpointArn ?? PlatformApplicationArn ?? '*',
    },
  ];
};

/** What an Invoke needs, be it synchronous or not; the ARN has the version or alias that was named, if one was. */
export const invokePermission = (functionArn: string): Permission => ({
  action: 'lambda:InvokeFunction',
  resource: functionArn,
});

export interface ConnectionRequest {
  readonly region: string;
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  readonly connectionId: string;
}

export const connectionPermission = (request: ConnectionRequest): Permission => {
  const { region, apiId, stage, method, connectionId } = request;
  const api = `arn:aws:execute-api:${region}:${LOCAL_ACCOUNT}:${apiId}`;
  return {
    action: 'execute-api:ManageConnections',
    resource: `${api}/${stage}/${method}/@connections/${connectionId}`,
  };
};
