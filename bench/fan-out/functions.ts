import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { BatchGetItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { decodeAudience, decodeSlice, type Frame, type Slice } from './decode-fan-out';

// The smallest functions that fan a message out as the chat does: slices in a queue, a worker that reads and posts.
// Bundled by write-assembly.ts; the runtime finds them by their names.

const { TABLE = '', QUEUE_URL = '', CALLBACK_URL = '' } = process.env;
const recipientsPerSlice = 50;
const slicesPerBatch = 10;

const dynamodb = new DynamoDBClient({});
const sqs = new SQSClient({});
const sockets = new ApiGatewayManagementApiClient({
  endpoint: CALLBACK_URL,
  maxAttempts: 1,
  requestHandler: { requestTimeout: 1_000, throwOnRequestTimeout: true },
});

const now = (): number => performance.timeOrigin + performance.now();

interface ConnectEvent {
  readonly queryStringParameters: { readonly user: string };
  readonly requestContext: { readonly connectionId: string };
}

export async function connect({ queryStringParameters, requestContext }: ConnectEvent): Promise<object> {
  const Item = {
    userId: { S: queryStringParameters.user },
    connectionId: { S: requestContext.connectionId },
  };
  await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item }));
  return { statusCode: 200 };
}

export async function send({ body }: { body: string }): Promise<object> {
  const startedAt = now();
  const { userIds, frame } = decodeAudience(body);
  const Item = { userId: { S: `entry ${frame.round}` }, text: { S: frame.text } };
  await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item }));
  const slices: Slice[] = [];
  for (let at = 0; at < userIds.length; at += recipientsPerSlice) {
    slices.push({
      userIds: userIds.slice(at, at + recipientsPerSlice),
      frame: { ...frame, sendStartedAt: startedAt },
    });
  }
  await enqueue(slices);
  return { statusCode: 200, body: JSON.stringify({ acknowledged: frame.round, queuedAt: now() }) };
}

async function enqueue(slices: readonly Slice[]): Promise<void> {
  for (let at = 0; at < slices.length; at += slicesPerBatch) {
    const batch = slices.slice(at, at + slicesPerBatch);
    const Entries = batch.map((slice, index) => ({ Id: String(index), MessageBody: JSON.stringify(slice) }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: QUEUE_URL, Entries }));
  }
}

export async function fanOut({ Records }: { Records: readonly { body: string }[] }): Promise<void> {
  for (const { body } of Records) await postSlice(decodeSlice(body));
}

async function postSlice({ userIds, frame }: Slice): Promise<void> {
  const workerStartedAt = now();
  const connectionIds = await connectionsOf(userIds);
  const sent: Frame = { ...frame, workerStartedAt, readAt: now() };
  const Data = JSON.stringify(sent);
  await Promise.all(
    connectionIds.map((ConnectionId) => sockets.send(new PostToConnectionCommand({ ConnectionId, Data }))),
  );
}

async function connectionsOf(userIds: readonly string[]): Promise<string[]> {
  const Keys = userIds.map((userId) => ({ userId: { S: userId } }));
  const { Responses = {} } = await dynamodb.send(
    new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys, ConsistentRead: true } } }),
  );
  return (Responses[TABLE] ?? []).map(({ connectionId }) => connectionId?.S ?? '');
}
