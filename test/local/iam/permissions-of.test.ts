import { dynamodbPermissions, snsPermissions, sqsPermissions } from '../../../local/iam/permissions-of';

const region = 'eu-west-1';
const tables = `arn:aws:dynamodb:${region}:000000000000:table`;
const queues = `arn:aws:sqs:${region}:000000000000`;

const texts = (permissions: { action: string; resource: string }[]): string[] =>
  permissions.map(({ action, resource }) => `${action} ${resource}`);

describe('dynamodbPermissions', () => {
  it.each<[string, object, string[]]>([
    ['PutItem', { TableName: 'A' }, [`dynamodb:PutItem ${tables}/A`]],
    ['PutItem', { TableName: `${tables}/A` }, [`dynamodb:PutItem ${tables}/A`]],
    ['Query', { TableName: 'A', IndexName: 'i' }, [`dynamodb:Query ${tables}/A/index/i`]],
    [
      'BatchGetItem',
      { RequestItems: { A: {}, B: {} } },
      [`dynamodb:BatchGetItem ${tables}/A`, `dynamodb:BatchGetItem ${tables}/B`],
    ],
    [
      'TransactWriteItems',
      { TransactItems: [{ Put: { TableName: 'A' } }, { ConditionCheck: { TableName: 'B' } }] },
      [`dynamodb:PutItem ${tables}/A`, `dynamodb:ConditionCheckItem ${tables}/B`],
    ],
    ['TransactGetItems', { TransactItems: [{ Get: { TableName: 'A' } }] }, [`dynamodb:GetItem ${tables}/A`]],
    ['ExecuteStatement', { Statement: 'SELECT * FROM A' }, [`dynamodb:PartiQLSelect ${tables}/A`]],
    [
      'ExecuteStatement',
      { Statement: ` select "from", 'from "C"' From "my-table"."by owner" where a = ?` },
      [`dynamodb:PartiQLSelect ${tables}/my-table/index/by owner`],
    ],
    [
      'BatchExecuteStatement',
      { Statements: [{ Statement: `INSERT INTO "A" VALUE {'a':'b'}` }, { Statement: 'UPDATE B SET a=1' }] },
      [`dynamodb:PartiQLInsert ${tables}/A`, `dynamodb:PartiQLUpdate ${tables}/B`],
    ],
    [
      'ExecuteTransaction',
      {
        TransactStatements: [
          { Statement: `EXISTS(SELECT * FROM A WHERE a = 'b')` },
          { Statement: `DELETE FROM B WHERE a = 'b'` },
        ],
      },
      [`dynamodb:PartiQLSelect ${tables}/A`, `dynamodb:PartiQLDelete ${tables}/B`],
    ],
    ['ExecuteStatement', { Statement: 'DROP TABLE A' }, []],
    ['ExecuteStatement', { Statement: 'SELECT 1' }, []],
    ['ListTables', {}, ['dynamodb:ListTables *']],
    ['GetItem', {}, []],
  ])('of %s with %j are %j', (operation, input, expected) => {
    expect(texts(dynamodbPermissions({ operation, region, input: { ...input } }))).toEqual(expected);
  });
});

describe('sqsPermissions', () => {
  it.each<[string, object, string[]]>([
    ['SendMessage', { QueueUrl: 'http://127.0.0.1:1/000000000000/Jobs' }, [`sqs:SendMessage ${queues}:Jobs`]],
    ['SendMessageBatch', { QueueUrl: 'http://x/0/Jobs' }, [`sqs:SendMessage ${queues}:Jobs`]],
    ['DeleteMessageBatch', { QueueUrl: 'http://x/0/Jobs' }, [`sqs:DeleteMessage ${queues}:Jobs`]],
    [
      'ChangeMessageVisibilityBatch',
      { QueueUrl: 'http://x/0/Jobs' },
      [`sqs:ChangeMessageVisibility ${queues}:Jobs`],
    ],
    ['GetQueueUrl', { QueueName: 'Jobs' }, [`sqs:GetQueueUrl ${queues}:Jobs`]],
    [
      'StartMessageMoveTask',
      { SourceArn: `${queues}:Dead`, DestinationArn: `${queues}:Jobs` },
      [
        `sqs:StartMessageMoveTask ${queues}:Dead`,
        `sqs:ReceiveMessage ${queues}:Dead`,
        `sqs:DeleteMessage ${queues}:Dead`,
        `sqs:GetQueueAttributes ${queues}:Dead`,
        `sqs:SendMessage ${queues}:Jobs`,
      ],
    ],
    ['ListMessageMoveTasks', { SourceArn: `${queues}:Dead` }, [`sqs:ListMessageMoveTasks ${queues}:Dead`]],
    ['ListQueues', {}, ['sqs:ListQueues *']],
    ['SendMessage', {}, []],
  ])('of %s with %j are %j', (operation, input, expected) => {
    expect(texts(sqsPermissions({ operation, region, input: { ...input } }))).toEqual(expected);
  });
});

describe('snsPermissions', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['Publish', { TopicArn: 'topic' }, ['sns:Publish topic']],
    ['PublishBatch', { TopicArn: 'topic' }, ['sns:Publish topic']],
    ['Publish', { TargetArn: 'endpoint' }, ['sns:Publish endpoint']],
    ['CreatePlatformEndpoint', { PlatformApplicationArn: 'app' }, ['sns:CreatePlatformEndpoint app']],
    ['ListTopics', {}, ['sns:ListTopics *']],
  ])('of %s with %j are %j', (operation, fields, expected) => {
    expect(texts(snsPermissions(operation, fields))).toEqual(expected);
  });
});
