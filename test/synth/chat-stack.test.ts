import { Template } from 'aws-cdk-lib/assertions';
import { parametersOf, permissions, rendition, resolved } from './rendition';
import { outputsOf, resourcesOf, synthesize, type StackTemplate } from './synthesize';

const { chat, dependencies } = synthesize('dev');
const traced = synthesize('prod', { xray: true });

/** Every permission that a template grants to a role. */
function granted(template: StackTemplate): string[] {
  return resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, policy]) =>
    permissions(policy.Properties['PolicyDocument']),
  );
}

describe('ChatStack', () => {
  it('is what the snapshot says in stage dev', () => {
    expect(rendition(chat)).toMatchSnapshot();
  });

  it('is deployed after the Data stack and the address of the web app, which do not know it', () => {
    expect(dependencies).toMatchObject({ data: [], webHosting: [] });
    expect([...dependencies.chat].sort()).toEqual(['Data', 'WebHosting']);
  });

  it('has no circular dependencies', () => {
    for (const template of [chat, traced.chat])
      expect(() => Template.fromJSON(template as object)).not.toThrow();
  });

  it('takes no parameters outside stage local', () => {
    expect(parametersOf(chat)).toEqual({});
  });

  it('tells where the socket is and where users sign in', () => {
    expect(outputsOf(chat)).toEqual([
      'WebSocketUrl',
      'UserPoolId',
      'UserPoolClientId',
      'SignInUrl',
      'MobilePush',
    ]);
    expect(resolved(chat.Outputs!['WebSocketUrl']!.Value)).toMatch(/^wss:\/\/.*\/dev$/);
  });

  it('grants no wildcard action and no Scan', () => {
    const actions = [...granted(chat), ...granted(traced.chat)].map((line) => line.split(' on ')[0]!);
    expect(actions).toContain('dynamodb:GetItem dynamodb:UpdateItem');
    for (const action of actions) expect(action).not.toMatch(/\*|Scan/);
  });

  it('grants nothing on every resource, except that X-Ray and the addresses of functions know none', () => {
    const everywhere = (line: string) => / on (.* )?\*( |$)/.test(line);
    const addresses =
      'ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ' +
      'ec2:DescribeSubnets ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses on *';
    expect(new Set(granted(chat).filter(everywhere))).toEqual(new Set([addresses]));
    const traces = 'xray:PutTraceSegments xray:PutTelemetryRecords on *';
    expect(new Set(granted(traced.chat).filter(everywhere))).toEqual(new Set([addresses, traces]));
  });

  it('gives no function a managed policy', () => {
    const managed = resourcesOf(chat, 'AWS::IAM::Role').filter(
      ([, role]) => role.Properties['ManagedPolicyArns'] !== undefined,
    );
    expect(managed.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['GatewayAccessLogsRole']);
  });
});
