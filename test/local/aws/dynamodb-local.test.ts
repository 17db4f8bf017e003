import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { startDynamodbLocal } from '../../../local/aws/dynamodb-local';
import { startRuntime } from '../../../local/runtime';
import { credentials, eventually } from '../echo-runtime';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const clientAt = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );

const TABLE = {
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    TableName: 'Things',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: ['pk', 'owner'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byOwner',
        KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
  },
};

describe('startDynamodbLocal', () => {
  afterAll(removeTemporary);

  it('ends with the process that started it, also when that is killed', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'mortal-dynamodb.ts')], {
      cwd: join(__dirname, '../../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const port = Number(line.toString());
    expect(await answers(port)).toBe(true);
    child.kill('SIGKILL');
    await eventually(async () => ((await answers(port)) ? undefined : true));
  });

  it('has the tables of the templates with their indexes, time-to-live and stream', async () => {
    const assembly = writeAssembly({ Data: { Resources: { Things: TABLE } } });
    const runtime = await startRuntime({ assembly, port: 0, webPort: 0, dynamodb: 'local' });
    const client = clientAt(runtime.awsUrl);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Things' }));
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
    expect(Table?.GlobalSecondaryIndexes?.[0]?.IndexName).toBe('byOwner');
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName: 'Things' }),
    );
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' });
    client.destroy();
    await runtime.stop();
  });

  it('serves several runtimes by its URL, whose tables stay', async () => {
    const { port, stop } = await startDynamodbLocal();
    const assembly = writeAssembly({ Data: { Resources: { Things: TABLE } } });
    const options = { assembly, port: 0, webPort: 0, dynamodb: `http://127.0.0.1:${port}` as const };
    await (await startRuntime(options)).stop();
    await (await startRuntime(options)).stop();
    const client = clientAt(options.dynamodb);
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['Things']);
    client.destroy();
    await stop();
    expect(await answers(port)).toBe(false);
  });
});
