import { once } from 'node:events';
import { createRequire } from 'node:module';
import { decodeAddress, decodeDynalite } from './decode-dynalite';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamodbLocal } from '../local/aws/dynamodb-local';

const dynalite = decodeDynalite(createRequire(__filename)('dynalite'));

type Tables = Record<string, { partitionKey: string; sortKey?: string }>;

async function listenInProcess() {
  const server = dynalite({ createTableMs: 0 });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const stop = (): Promise<unknown> => new Promise((resolve) => server.close(resolve));
  return { port: decodeAddress(server.address()).port, stop };
}

/** A DynamoDB on a free port, in this process unless PARLEY_DYNAMODB=local, with tables of the given keys. */
export async function startDynamodb(tables: Tables) {
  const listen = process.env['PARLEY_DYNAMODB'] === 'local' ? startDynamodbLocal : listenInProcess;
  const { port, stop } = await listen();
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const [TableName, { partitionKey, sortKey }] of Object.entries(tables)) {
    const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keys.map((AttributeName, index) => ({
          AttributeName,
          KeyType: index === 0 ? 'HASH' : 'RANGE',
        })),
      }),
    );
  }
  return {
    client: DynamoDBDocumentClient.from(client),
    stop: async () => {
      client.destroy();
      await stop();
    },
  };
}
