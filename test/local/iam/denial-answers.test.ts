import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Runtime } from '../../../local/runtime-options';
import { startEcho } from '../echo-runtime';

const region = 'eu-central-1';
const user =
  'User: arn:aws:sts::000000000000:assumed-role/EchoApi-Role/EchoApi-Echo is not authorized to perform:';

/** What the SDK makes of the answers, called with the key of a function that may do little. */
describe('a denial', () => {
  let runtime: Runtime;

  beforeAll(async () => (runtime = await startEcho()), 30_000);
  afterAll(() => runtime.stop());

  /** The key by which the endpoint knows the function. */
  function credentials() {
    const echo = runtime.functions.find(({ logicalId }) => logicalId === 'Echo');
    const { accessKeyId } = echo as unknown as { accessKeyId: string };
    return { accessKeyId, secretAccessKey: 'local', sessionToken: 'local' };
  }

  it('of DynamoDB is an AccessDeniedException with status 400', async () => {
    const client = new DynamoDBClient({ endpoint: runtime.awsUrl, region, credentials: credentials() });
    const get = client.send(new GetItemCommand({ TableName: 'EchoData-Items', Key: { pk: { S: 'a' } } }));
    const resource = `arn:aws:dynamodb:${region}:000000000000:table/EchoData-Items`;
    await expect(get).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `${user} dynamodb:GetItem on resource: ${resource} because no identity-based policy allows the dynamodb:GetItem action`,
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
    client.destroy();
  });

  it('of SQS is AccessDenied with status 403, and names the single action in lower case', async () => {
    const client = new SQSClient({ endpoint: runtime.awsUrl, region, credentials: credentials() });
    const QueueUrl = runtime.queues.find(({ logicalId }) => logicalId === 'Jobs')!.url;
    const Entries = [{ Id: '1', MessageBody: 'a' }];
    await expect(client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `${user} sqs:sendmessage on resource: arn:aws:sqs:${region}:000000000000:EchoData-Jobs because no identity-based policy allows the sqs:sendmessage action`,
      $metadata: { httpStatusCode: 403, attempts: 1 },
    });
    client.destroy();
  });

  it('of @connections is an AccessDeniedException with status 403 that names no account and no connection', async () => {
    const endpoint = `${runtime.awsUrl}/execute-api/${await apiId()}/test`;
    const client = new ApiGatewayManagementApiClient({ endpoint, region, credentials: credentials() });
    const remove = client.send(new DeleteConnectionCommand({ ConnectionId: 'AAAAAAAAAAAAAAA=' }));
    await expect(remove).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /execute-api:ManageConnections on resource: arn:aws:execute-api:eu-central-1:\*{8}0000:\w+\/test\/DELETE\/@connections\/{connectionId} because/,
      ) as string,
      $metadata: { httpStatusCode: 403, attempts: 1 },
    });
    client.destroy();
  });

  it('of @connections has its type in a header and a Message with a capital letter', async () => {
    const path = `${await apiId()}/test/@connections/AAAAAAAAAAAAAAA%3D`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${credentials().accessKeyId}/20260101/${region}/execute-api/aws4_request`;
    const response = await fetch(`${runtime.awsUrl}/execute-api/${path}`, {
      method: 'DELETE',
      headers: { authorization },
    });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
      403,
      'AccessDeniedException',
    ]);
    expect(response.headers.get('content-type')).toBe('application/json');
    for (const id of ['x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id'])
      expect(response.headers.get(id)).toEqual(expect.any(String));
    expect(await response.json()).toEqual({
      Message: expect.stringMatching(/^User: arn:aws:sts::.* is not authorized to perform: /) as string,
    });
  });

  function apiId(): Promise<string> {
    const { environment } = runtime.functions.find(({ logicalId }) => logicalId === 'Echo') as unknown as {
      environment: { CALLBACK_URL: string };
    };
    return Promise.resolve(environment.CALLBACK_URL.split('/')[4]!);
  }
});

describe('a runtime with iam off', () => {
  it('lets functions do what their roles do not allow', async () => {
    const runtime = await startEcho({ iam: 'off' });
    const echo = runtime.functions[0] as unknown as { accessKeyId: string };
    const credentials = { accessKeyId: echo.accessKeyId, secretAccessKey: 'local' };
    const client = new DynamoDBClient({ endpoint: runtime.awsUrl, region, credentials });
    const get = client.send(new GetItemCommand({ TableName: 'EchoData-Items', Key: { pk: { S: 'a' } } }));
    await expect(get).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    client.destroy();
    await runtime.stop();
  });
});
