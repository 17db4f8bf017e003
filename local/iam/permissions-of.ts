import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { isObject, textOf, type JsonObject } from '../json';
import { partiqlUse } from './partiql';

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

const indexArn = (table: string, index: string | undefined, region: string): string =>
  tableArn(table, region) + (index === undefined ? '' : `/index/${index}`);

/** PartiQL has actions of its own, by what each statement does. */
const stated = ({ input, region }: ServiceRequest): Permission[] =>
  [input, ...objects(input['Statements']), ...objects(input['TransactStatements'])].flatMap((one) => {
    const use = partiqlUse(textOf(one['Statement']) ?? '');
    return use ? [{ action: use.action, resource: indexArn(use.table, use.index, region) }] : [];
  });

const PARTIQL = new Set(['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction']);

/**
 * What a DynamoDB call needs: a batch its action on each of its tables, a read of an index the index. A call that names
 * no table needs nothing, and the service refuses it.
 */
export const dynamodbPermissions = (request: ServiceRequest): Permission[] => {
  const { operation, region, input } = request;
  const action = `dynamodb:${operation}`;
  if (operation.startsWith('Transact')) return transacted(request);
  if (PARTIQL.has(operation)) return stated(request);
  if (WITHOUT_TABLE.has(operation)) return [{ action, resource: '*' }];
  const { TableName, IndexName, RequestItems, ResourceArn } = input;
  const table = textOf(TableName) ?? textOf(ResourceArn);
  if (table !== undefined) return [{ action, resource: indexArn(table, textOf(IndexName), region) }];
  const tables = isObject(RequestItems) ? Object.keys(RequestItems) : [];
  return tables.map((name) => ({ action, resource: tableArn(name, region) }));
};

const lastPart = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** What it takes to move messages: reading one queue, and sending to the other where the call names it. */
const moved = (source: string, destination: string | undefined): Permission[] => [
  ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => ({
    action: `sqs:${name}`,
    resource: source,
  })),
  ...(destination === undefined ? [] : [{ action: 'sqs:SendMessage', resource: destination }]),
];

/** What an SQS call needs: a batch is the same permission as the single call. */
export const sqsPermissions = ({ operation, region, input }: ServiceRequest): Permission[] => {
  const action = `sqs:${operation.replace(/Batch$/, '')}`;
  if (operation === 'ListQueues') return [{ action, resource: '*' }];
  const source = textOf(input['SourceArn']);
  if (source !== undefined)
    return operation === 'StartMessageMoveTask'
      ? moved(source, textOf(input['DestinationArn']))
      : [{ action, resource: source }];
  const queueUrl = textOf(input['QueueUrl']);
  const queue = queueUrl === undefined ? textOf(input['QueueName']) : lastPart(queueUrl);
  if (queue === undefined) return [];
  return [{ action, resource: `arn:aws:sqs:${region}:${LOCAL_ACCOUNT}:${queue}` }];
};

/**
 * What an SNS call needs: its action on what it names, be it an endpoint, a platform application or a topic. A batch is
 * the same permission as the single call.
 */
export const snsPermissions = (operation: string, fields: Readonly<Record<string, string>>): Permission[] => {
  const { TargetArn, TopicArn, EndpointArn, PlatformApplicationArn } = fields;
  return [
    {
      action: `sns:${operation.replace(/Batch$/, '')}`,
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
