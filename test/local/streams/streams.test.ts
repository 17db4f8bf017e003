import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { credentials, eventually } from '../echo-runtime';
import { Listening } from '../logging-function';
import { removeTemporary } from '../temporary-assembly';

interface Event {
  Records: { eventName: string; dynamodb: Record<string, unknown> }[];
}

const ITEMS = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'Items',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
};

const mapping = (properties: Record<string, unknown> = {}): Record<string, unknown> => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: { 'Fn::GetAtt': ['Items', 'StreamArn'] },
    FunctionName: { Ref: 'Listener' },
    StartingPosition: 'LATEST',
    ...properties,
  },
});

const item = (pk: string, text: string) => ({ pk: { S: pk }, text: { S: text } });

afterAll(removeTemporary);

/** What derives the records of dynalite is held to what DynamoDB Local makes of the same writes. */
describe.each(['dynalite', 'local'] as const)('a DynamoDB stream on %s', (dynamodb) => {
  let listening: Listening;
  let client: DynamoDBClient;
  const start = async (resources: Record<string, unknown>, answer = ''): Promise<void> => {
    listening = await Listening.start({ Items: ITEMS, ...resources }, answer, { dynamodb });
    client = new DynamoDBClient({ endpoint: listening.runtime.awsUrl, region: 'eu-west-1', credentials });
  };
  afterEach(async () => {
    client.destroy();
    await listening.runtime.stop();
  });

  const put = (pk: string, text: string) =>
    client.send(new PutItemCommand({ TableName: 'Items', Item: item(pk, text) }));

  const records = async (count: number): Promise<Event['Records']> =>
    eventually(() => {
      const all = (listening.events as Event[]).flatMap(({ Records }) => Records);
      return all.length >= count ? all : undefined;
    });

  const seen = async (count: number): Promise<string[]> =>
    (await records(count)).map(({ eventName, dynamodb: { Keys } }) => `${eventName} ${JSON.stringify(Keys)}`);

  it('gives a function the changes in their order, in the shape of Lambda', async () => {
    await start({ Source: mapping() });
    await put('a', 'one');
    const Key = { pk: { S: 'a' } };
    await client.send(
      new UpdateItemCommand({
        TableName: 'Items',
        Key,
        UpdateExpression: 'SET #t = :t',
        ExpressionAttributeNames: { '#t': 'text' },
        ExpressionAttributeValues: { ':t': { S: 'two' } },
      }),
    );
    await put('a', 'two');
    await client.send(new DeleteItemCommand({ TableName: 'Items', Key }));
    await client.send(new DeleteItemCommand({ TableName: 'Items', Key }));
    const RequestItems = { Items: ['b', 'c'].map((pk) => ({ PutRequest: { Item: item(pk, pk) } })) };
    await client.send(new BatchWriteItemCommand({ RequestItems }));
    const all = await records(5);
    expect(
      all
        .slice(0, 3)
        .map(({ eventName, dynamodb: { OldImage, NewImage } }) => [eventName, OldImage, NewImage]),
    ).toEqual([
      ['INSERT', undefined, item('a', 'one')],
      ['MODIFY', item('a', 'one'), item('a', 'two')],
      ['REMOVE', item('a', 'two'), undefined],
    ]);
    expect(all.slice(3).map(({ eventName }) => eventName)).toEqual(['INSERT', 'INSERT']);
    expect(all[0]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f-]{32,36}$/) as string,
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number) as number,
        Keys: Key,
        NewImage: item('a', 'one'),
        SequenceNumber: expect.stringMatching(/^\d{21}$/) as string,
        SizeBytes: expect.any(Number) as number,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: 'arn:aws:dynamodb:eu-west-1:000000000000:table/Items/stream/local',
    });
  });

  it('makes no record of a write whose condition fails', async () => {
    await start({ Source: mapping() });
    await put('a', 'one');
    const again = new PutItemCommand({
      TableName: 'Items',
      Item: item('a', 'two'),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await expect(client.send(again)).rejects.toThrow('conditional');
    await put('b', 'last');
    expect(await seen(2)).toEqual(['INSERT {"pk":{"S":"a"}}', 'INSERT {"pk":{"S":"b"}}']);
  });

  it('gives only the keys when the table says so, and only what the filter wants', async () => {
    const StreamSpecification = { StreamViewType: 'KEYS_ONLY' };
    const Filters = [{ Pattern: '{"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"y"}]}}}}' }];
    await start({
      Items: { ...ITEMS, Properties: { ...ITEMS.Properties, StreamSpecification } },
      Source: mapping({ FilterCriteria: { Filters } }),
    });
    for (const pk of ['n1', 'y1', 'n2', 'y2']) await put(pk, 'text');
    expect(await seen(2)).toEqual(['INSERT {"pk":{"S":"y1"}}', 'INSERT {"pk":{"S":"y2"}}']);
    expect((await records(2))[0]!.dynamodb).not.toHaveProperty('NewImage');
  });

  it('tells a queue where a batch is that was given up, and goes on', async () => {
    const answer = "if (JSON.stringify(event).includes('bad')) throw new Error('no');";
    await start(
      {
        Failed: { Type: 'AWS::SQS::Queue', Properties: {} },
        Source: mapping({
          BatchSize: 1,
          MaximumRetryAttempts: 1,
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
        }),
      },
      answer,
    );
    await put('a', 'bad');
    await put('b', 'good');
    expect(await seen(3)).toEqual([
      'INSERT {"pk":{"S":"a"}}',
      'INSERT {"pk":{"S":"a"}}',
      'INSERT {"pk":{"S":"b"}}',
    ]);
    const sqs = new SQSClient({ endpoint: listening.runtime.awsUrl, region: 'eu-west-1', credentials });
    const receive = new ReceiveMessageCommand({ QueueUrl: listening.queueUrl('Failed'), WaitTimeSeconds: 5 });
    const { Messages } = await sqs.send(receive);
    sqs.destroy();
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
      requestContext: {
        functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:Listener',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { functionError: 'Unhandled' },
      DDBStreamBatchInfo: {
        batchSize: 1,
        startSequenceNumber: (await records(1))[0]!.dynamodb['SequenceNumber'],
      },
    });
  });
});
