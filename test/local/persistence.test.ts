import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from '../../local/runtime';
import { type Runtime } from '../../local/runtime-options';
import { credentials, ECHO, eventually, readItem, startEcho } from './echo-runtime';
import { removeTemporary, writeAssembly } from './temporary-assembly';

const ROOT = join(__dirname, '../..');

const keep = async (runtime: Runtime, pk: string): Promise<void> => {
  const client = new DynamoDBClient({ endpoint: runtime.awsUrl, region: 'eu-central-1', credentials });
  await client.send(new PutItemCommand({ TableName: 'EchoData-Items', Item: { pk: { S: pk } } }));
  client.destroy();
};

const publicKeys = async (runtime: Runtime): Promise<unknown> =>
  (await fetch(`${runtime.webUrl}/.well-known/jwks.json`)).json();

/** A call of SNS as an SDK client makes it. */
const callSns = async (runtime: Runtime, fields: Record<string, string>): Promise<string> => {
  const scope = 'Credential=TEST/20260101/us-east-1/sns/aws4_request';
  const headers = { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0` };
  const body = new URLSearchParams(fields);
  return (await fetch(runtime.awsUrl, { method: 'POST', headers, body })).text();
};

const APPLICATION = 'arn:aws:sns:us-east-1:000000000000:app/GCM/local';

const tableWith = (key: string): string =>
  writeAssembly({
    Main: {
      Resources: {
        Things: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            TableName: 'things',
            AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
            KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
          },
        },
      },
    },
  });

describe('startRuntime with persistIn', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'persist-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  afterAll(removeTemporary);

  it('finds the items, the key of tokens and the endpoints of an earlier start', async () => {
    const persistIn = join(folder, 'state');
    const first = await startEcho({ persistIn });
    await keep(first, 'a');
    const keys = await publicKeys(first);
    const create = { Action: 'CreatePlatformEndpoint', PlatformApplicationArn: APPLICATION, Token: 'phone' };
    const EndpointArn = /<EndpointArn>(.*)<\/EndpointArn>/.exec(await callSns(first, create))![1]!;
    await first.stop();
    const second = await startEcho({ persistIn });
    expect(await readItem(second, 'a')).toEqual({ pk: { S: 'a' } });
    expect(await publicKeys(second)).toEqual(keys);
    expect(await callSns(second, { Action: 'GetEndpointAttributes', EndpointArn })).toContain('phone');
    await callSns(second, { Action: 'DeleteEndpoint', EndpointArn });
    await second.stop();
    const third = await startEcho({ persistIn });
    expect(await callSns(third, { Action: 'GetEndpointAttributes', EndpointArn })).toContain('NotFound');
    await third.stop();
    expect(statSync(join(persistIn, 'issuer-key.pem')).mode & 0o777).toBe(0o600);
  });

  it('refuses tables with other keys than those of the template', async () => {
    const options = { port: 0, webPort: 0, persistIn: folder };
    const first = await startRuntime({ assembly: tableWith('pk'), ...options });
    await first.stop();
    await expect(startRuntime({ assembly: tableWith('id'), ...options })).rejects.toThrow(
      'The table things of an earlier start has other keys or indexes than the template (HASH pk S, not HASH id S)',
    );
    const same = await startRuntime({ assembly: tableWith('pk'), ...options });
    await same.stop();
  });

  it('refuses a folder that another runtime uses', async () => {
    const first = await startEcho({ persistIn: folder });
    const message = await startEcho({ persistIn: folder }).then(() => 'it started', String);
    await first.stop();
    expect(message).toMatch(/dynalite did not start: .*lock/i);
  });

  it('refuses a key that is none', async () => {
    writeFileSync(join(folder, 'issuer-key.pem'), 'no key');
    await expect(startEcho({ persistIn: folder })).rejects.toThrow('issuer-key.pem is no private key');
  });
});

describe('npm start', () => {
  it.each([
    ['leaves nothing on disk', [], []],
    ['keeps the state with --persist', ['--persist'], ['.parley']],
  ])('%s', async (_, options, left) => {
    const folder = mkdtempSync(join(tmpdir(), 'start-'));
    const args = [
      join(ROOT, 'local/main.ts'),
      '--assembly',
      ECHO,
      '--port',
      '0',
      '--web-port',
      '0',
      ...options,
    ];
    const child = spawn(join(ROOT, 'node_modules/.bin/tsx'), args, { cwd: folder });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exited = once(child, 'exit');
    await eventually(() => /^ready/m.test(output) || undefined);
    child.kill('SIGTERM');
    await exited;
    expect(readdirSync(folder)).toEqual(left);
    expect(output.includes('kept in .parley/state')).toBe(options.length > 0);
    rmSync(folder, { recursive: true });
  });
});
