import { once } from 'node:events';
import { createRequire } from 'node:module';
import { decodeAddress, decodeDynalite } from './decode-dynalite';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const dynalite = decodeDynalite(createRequire(__filename)('dynalite'));

/** A DynamoDB in this process, on a free port, with tables of the given keys. */
export async function startDynalite(tables: Record<string, { partitionKey: string; sortKey?: string }>) {
  const server = dynalite({ createTableMs: 0 });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const port = decodeAddress(server.address()).port;
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
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
