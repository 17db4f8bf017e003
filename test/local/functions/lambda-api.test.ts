import { type AwsCall } from '../../../local/aws/aws-call';
import { type Runtime } from '../../../local/runtime-options';
import { removeTemporary } from '../temporary-assembly';
import { startFunctions } from './function-runtime';

const code = `
exports.handler = async (event, context) => {
  if (event.fail) throw new Error('failed');
  return {
    event,
    version: context.functionVersion,
    arn: context.invokedFunctionArn,
    environment: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  };
};
`;

const resources = {
  V1: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
  Live: {
    Type: 'AWS::Lambda::Alias',
    Properties: {
      FunctionName: { Ref: 'Fn' },
      Name: 'live',
      FunctionVersion: { 'Fn::GetAtt': ['V1', 'Version'] },
    },
  },
};

const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:Main-Fn';

describe('LambdaApi', () => {
  let runtime: Runtime;
  const calls: AwsCall[] = [];

  beforeAll(async () => {
    const functions = { Fn: {}, Off: { ReservedConcurrentExecutions: 0 } };
    runtime = await startFunctions(
      { code, functions, resources },
      { onCall: (awsCall) => calls.push(awsCall) },
    );
  });
  afterAll(async () => {
    await runtime.stop();
    removeTemporary();
  });

  const invoke = async (name: string, body = '{}', type = 'RequestResponse') => {
    const response = await fetch(`${runtime.awsUrl}/2015-03-31/functions/${name}/invocations`, {
      method: 'POST',
      body,
      headers: { 'x-amz-invocation-type': type },
    });
    const text = await response.text();
    return {
      status: response.status,
      errorType: response.headers.get('x-amzn-errortype'),
      functionError: response.headers.get('x-amz-function-error'),
      executedVersion: response.headers.get('x-amz-executed-version'),
      body: (text === '' ? undefined : JSON.parse(text)) as unknown,
    };
  };

  it('gives the result of a function', async () => {
    expect(await invoke('Main-Fn', '{"a":1}')).toEqual({
      status: 200,
      errorType: null,
      functionError: null,
      executedVersion: '$LATEST',
      body: { event: { a: 1 }, version: '$LATEST', arn: ARN, environment: '$LATEST' },
    });
  });

  it.each([
    ['Main-Fn:1', '1', `${ARN}:1`],
    ['Main-Fn?Qualifier=1', '1', `${ARN}:1`],
    [encodeURIComponent(`${ARN}:live`), '1', `${ARN}:live`],
    ['000000000000:function:Main-Fn', '$LATEST', ARN],
    ['Main-Fn:$LATEST', '$LATEST', `${ARN}:$LATEST`],
  ])('knows %s', async (name, version, arn) => {
    const [path = '', query] = name.split('?');
    const url = `${runtime.awsUrl}/2015-03-31/functions/${path}/invocations${query ? `?${query}` : ''}`;
    const response = await fetch(url, { method: 'POST' });
    expect(await response.json()).toEqual({ event: {}, version, arn, environment: version });
  });

  it('marks the error of a function and answers 200', async () => {
    expect(await invoke('Main-Fn', '{"fail":true}')).toMatchObject({
      status: 200,
      functionError: 'Unhandled',
      body: { errorType: 'Error', errorMessage: 'failed' },
    });
  });

  it.each([
    ['an unknown function', 'Nobody', '{}', 404, 'ResourceNotFoundException'],
    ['an unknown qualifier', 'Main-Fn:old', '{}', 404, 'ResourceNotFoundException'],
    ['what is not JSON', 'Main-Fn', '{', 400, 'InvalidRequestContentException'],
    ['an event over 6 MB', 'Main-Fn', `"${'x'.repeat(6_291_455)}"`, 413, 'RequestTooLargeException'],
    ['a throttled event', 'Main-Off', '{}', 429, 'TooManyRequestsException'],
  ])('refuses %s', async (...[, name, body, status, errorType]) => {
    expect(await invoke(name, body)).toMatchObject({ status, errorType });
  });

  it('takes asynchronous events up to 1 MB and answers them before they run', async () => {
    expect(await invoke('Main-Fn', '{}', 'Event')).toMatchObject({ status: 202, body: undefined });
    expect(await invoke('Main-Fn', `"${'x'.repeat(1_048_575)}"`, 'Event')).toMatchObject({ status: 413 });
    expect(await invoke('Main-Fn', '{}', 'DryRun')).toMatchObject({ status: 204 });
  });

  it('meters its calls', () => {
    expect(calls).toContainEqual(
      expect.objectContaining({ service: 'lambda', operation: 'Invoke', resource: 'Main-Fn', status: 200 }),
    );
  });
});
