import { startFunctions } from './functions/function-runtime';
import { removeTemporary } from './temporary-assembly';

/** Answers with what it got, as a failure, so that the log of the start has it. */
const code = `
exports.handler = async ({ ResponseURL, RequestType, LogicalResourceId, ResourceProperties }) => {
  const { ServiceToken, ...rest } = ResourceProperties;
  const isGood = LogicalResourceId === 'Good';
  const Reason = RequestType + ' ' + JSON.stringify(rest);
  const body = JSON.stringify({ Status: isGood ? 'SUCCESS' : 'FAILED', Reason, PhysicalResourceId: 'x' });
  await fetch(ResponseURL, { method: 'PUT', body });
};`;

const custom = (Properties: Record<string, unknown>): unknown => ({
  Type: 'Custom::Thing',
  Properties: { ServiceToken: { 'Fn::GetAtt': ['Maker', 'Arn'] }, ServiceTimeout: '60', ...Properties },
});

describe('createCustomResources', () => {
  afterAll(removeTemporary);

  it('has each made by its function, with its properties, and names the one that fails', async () => {
    const lines: string[] = [];
    const runtime = await startFunctions(
      {
        code,
        functions: { Maker: {} },
        resources: {
          Good: custom({}),
          Bad: custom({ Name: { 'Fn::Sub': '${AWS::AccountId}/x' } }),
          Elsewhere: custom({ ServiceToken: 'arn:aws:sns:eu-west-1:000000000000:topic' }),
        },
      },
      { log: (line) => void lines.push(line) },
    );
    await runtime.stop();
    expect(lines.filter((line) => line.startsWith('custom '))).toEqual([
      'custom  Bad (Custom::Thing): Create {"Name":"000000000000/x"}',
    ]);
    expect(runtime.notRun).toContain('Elsewhere (Custom::Thing by arn:aws:sns:eu-west-1:000000000000:topic)');
  });

  it('takes an answer that is put by https and without a port, as the functions of AWS itself do', async () => {
    const lines: string[] = [];
    const put = `
      const https = require('node:https');
      exports.handler = ({ ResponseURL }) => new Promise((resolve, reject) => {
        const { hostname, pathname } = new URL(ResponseURL);
        const request = https.request({ hostname, path: pathname, method: 'PUT' }, resolve);
        request.on('error', reject).end(JSON.stringify({ Status: 'FAILED', Reason: 'arrived' }));
      }).then(() => undefined);`;
    const log = (line: string): void => void lines.push(line);
    const runtime = await startFunctions(
      { code: put, functions: { Maker: {} }, resources: { Thing: custom({}) } },
      { log },
    );
    await runtime.stop();
    expect(lines).toContain('custom  Thing (Custom::Thing): arrived');
  });

  it('names at once a function that throws, and does not try it again', async () => {
    const lines: string[] = [];
    const runtime = await startFunctions(
      {
        code: `exports.handler = async () => { console.log('tried'); throw new Error('no bucket'); };`,
        functions: { Maker: {} },
        resources: { Thing: custom({}) },
      },
      { log: (line) => void lines.push(line), asyncRetrySeconds: [0, 0] },
    );
    await runtime.stop();
    expect(lines.find((line) => line.startsWith('custom '))).toContain('no bucket');
    expect(lines.filter((line) => line.endsWith('| tried'))).toHaveLength(1);
  });

  it('does not know what one answers when the functions start', async () => {
    const Answer = { 'Fn::GetAtt': ['Good', 'Answer'] };
    const functions = { Maker: {}, Reader: { Environment: { Variables: { Answer } } } };
    const runtime = await startFunctions({ code, functions, resources: { Good: custom({}) } });
    await runtime.stop();
    expect(runtime.notRun).toEqual([
      'Reader.Environment.Variables.Answer (AWS::Lambda::Function), which refers to Good.Answer (Custom::Thing); its ' +
        'value is "not run: Good.Answer (Custom::Thing)"',
    ]);
  });
});
