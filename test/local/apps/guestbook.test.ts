import { startRuntime } from '../../../local/runtime';
import { type Runtime } from '../../../local/runtime-options';
import { Client } from '../echo-runtime';
import { GuestbookStack } from './guestbook/guestbook-stack';
import { removeSynthesized, synthesizeApp } from './synthesize-app';

describe('startRuntime with the guestbook app', () => {
  let assembly: string;
  let runtime: Runtime;
  beforeAll(async () => {
    assembly = synthesizeApp((app) => new GuestbookStack(app, 'Guestbook'));
    runtime = await startRuntime({ assembly, port: 0, webPort: 0, parameters: { Greeting: 'welcome' } });
  });
  afterAll(async () => {
    await runtime.stop();
    removeSynthesized();
  });

  it('names all that does not run, and nothing of what the socket needs', () => {
    const reasons = runtime.notRun.map((line) => /\((.*?)\)/.exec(line)?.[1]?.replace(/[\d.]+;/, ';'));
    expect([...new Set(reasons)].sort()).toEqual([
      'AWS::ApiGateway::Account',
      'AWS::ApiGateway::Deployment',
      'AWS::ApiGateway::Method',
      'AWS::ApiGateway::Resource',
      'AWS::ApiGateway::RestApi',
      'AWS::ApiGateway::Stage',
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Stage',
      'AWS::Lambda::Function',
      'AWS::Lambda::LayerVersion',
      'AWS::Lambda::Permission',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'Custom::CDKBucketDeployment',
      'Custom::S3AutoDeleteObjects',
      'its protocol is HTTP; only WebSocket APIs run here',
      'its runtime is python; only Node.js functions run here',
    ]);
  });

  it('says of each what it refers to', () => {
    expect(runtime.notRun).toContainEqual(
      expect.stringMatching(
        /^Rest\w+ \(AWS::Lambda::Permission\), which refers to Rest\w+ \(AWS::ApiGateway::/,
      ),
    );
    expect(runtime.notRun).toContainEqual(
      expect.stringMatching(
        /^Copy\w+ \(Custom::CDKBucketDeployment\), which refers to \w+ \(AWS::Lambda::Function\)$/,
      ),
    );
  });

  it('tells a function what was given for a parameter, and that a bucket is not here', async () => {
    const client = await Client.open(runtime.socketUrl);
    expect(JSON.parse(await client.request({ action: 'about' }))).toEqual({
      GREETING: 'welcome',
      PAGES: expect.stringMatching(/^not run: Pages\w+ \(AWS::S3::Bucket\)$/) as string,
      REST_URL: expect.stringMatching(/^not run: Rest\w+ \(AWS::ApiGateway::RestApi\)$/) as string,
    });
    expect(runtime.notRun).toContainEqual(
      expect.stringMatching(
        /^About\w+\.Environment\.Variables\.PAGES \(AWS::Lambda::Function\), which refers to Pages\w+ .*; its value is "not run: /,
      ),
    );
    await client.close();
  });

  it('takes a message into the queue in the role of its integration, and the reader answers it', async () => {
    const client = await Client.open(runtime.socketUrl);
    client.socket.send(JSON.stringify({ action: 'sign', name: 'ann' }));
    expect(await client.nextFrame()).toBe('thank you, ann');
    await client.close();
  });

  it('stops when a parameter of the Parameter Store is not given', async () => {
    await expect(startRuntime({ assembly, port: 0, webPort: 0 })).rejects.toThrow(
      'Stack Guestbook: the parameter Greeting is read from the Parameter Store (/guestbook/greeting), which is not ' +
        'here; pass --parameter Greeting=VALUE.',
    );
  });
});
