import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Spoil } from '../../../local/aws/spoil';
import { startRuntime } from '../../../local/runtime';
import { type Runtime } from '../../../local/runtime-options';
import { credentials } from '../echo-runtime';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const Resources = { Jobs: { Type: 'AWS::SQS::Queue', Properties: {} } };

describe('spoil', () => {
  let runtime: Runtime;
  let sqs: SQSClient;
  let dynamodb: DynamoDBClient;
  /** Does not wait for what is late. */
  let hasty: DynamoDBClient;
  let spoil: Spoil = () => undefined;

  beforeAll(async () => {
    runtime = await startRuntime({
      assembly: writeAssembly({ Main: { Resources } }),
      port: 0,
      webPort: 0,
      spoil: (call) => spoil(call),
    });
    const client = { region: 'eu-west-1', credentials, endpoint: runtime.awsUrl, maxAttempts: 1 };
    const requestHandler = { requestTimeout: 200, throwOnRequestTimeout: true };
    sqs = new SQSClient(client);
    dynamodb = new DynamoDBClient(client);
    hasty = new DynamoDBClient({ ...client, requestHandler });
    await dynamodb.send(
      new CreateTableCommand({
        TableName: 'Items',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
  });
  afterEach(() => {
    spoil = () => undefined;
  });
  afterAll(async () => {
    sqs.destroy();
    dynamodb.destroy();
    hasty.destroy();
    await runtime.stop();
    removeTemporary();
  });

  const queueUrl = (): string => runtime.queues[0]!.url;
  const put = (id: string, client = dynamodb) =>
    client.send(new PutItemCommand({ TableName: 'Items', Item: { id: { S: id } } }));
  const get = async (id: string) =>
    (
      await dynamodb.send(
        new GetItemCommand({ TableName: 'Items', Key: { id: { S: id } }, ConsistentRead: true }),
      )
    ).Item;

  it('is told what is called, and leaves alone what it says nothing of', async () => {
    const calls: object[] = [];
    spoil = (call) => void calls.push(call);
    await put('alone');
    expect(calls).toEqual([
      { service: 'dynamodb', operation: 'PutItem', resource: 'Items', functionName: undefined },
    ]);
    expect(await get('alone')).toBeDefined();
  });

  it('throttles as AWS does, without any effect', async () => {
    spoil = ({ operation }) => (operation === 'PutItem' ? { isThrottled: true } : undefined);
    await expect(put('throttled')).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(await get('throttled')).toBeUndefined();
    spoil = () => ({ isThrottled: true });
    const message = { QueueUrl: queueUrl(), MessageBody: 'x' };
    await expect(sqs.send(new SendMessageCommand(message))).rejects.toMatchObject({
      name: 'RequestThrottled',
    });
  });

  it('has the effect happen although the answer comes too late', async () => {
    spoil = ({ operation }) => (operation === 'PutItem' ? { answerDelayMs: 400 } : undefined);
    await expect(put('late', hasty)).rejects.toThrow();
    expect(await get('late')).toBeDefined();
  });

  it('holds a call back', async () => {
    spoil = ({ operation }) => (operation === 'PutItem' ? { delayMs: 2000 } : undefined);
    await expect(put('held', hasty)).rejects.toThrow();
    expect(await get('held')).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await get('held')).toBeDefined();
  });
});
