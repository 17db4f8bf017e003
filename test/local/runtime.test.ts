import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { credentials, readItem, startEcho } from './echo-runtime';

describe('startRuntime', () => {
  it('keeps several runtimes of one process apart', async () => {
    const [one, two] = await Promise.all([startEcho(), startEcho()]);
    const client = new DynamoDBClient({ endpoint: one.awsUrl, region: 'eu-central-1', credentials });
    await client.send(new PutItemCommand({ TableName: 'EchoData-Items', Item: { pk: { S: 'a' } } }));
    expect(await readItem(one, 'a')).toEqual({ pk: { S: 'a' } });
    expect(await readItem(two, 'a')).toBeUndefined();
    client.destroy();
    await Promise.all([one.stop(), two.stop()]);
  });

  it('stops what it started when a step fails', async () => {
    const first = await startEcho();
    const port = Number(new URL(first.webUrl).port);
    await expect(startEcho({ webPort: port })).rejects.toThrow(`Port ${port} for the web page is taken`);
    await first.stop();
    const again = await startEcho({ webPort: port });
    await again.stop();
  });

  it('names the services that it does not emulate', async () => {
    const runtime = await startEcho();
    const response = await fetch(runtime.awsUrl, {
      method: 'POST',
      headers: { 'x-amz-target': 'Kinesis_20131202.PutRecord' },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('does not emulate Kinesis_20131202');
    await runtime.stop();
  });
});
