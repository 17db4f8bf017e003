import { readAssembly } from '../../../local/assembly/read-assembly';
import { checkEventSources } from '../../../local/check-event-sources';
import { AccessControl } from '../../../local/iam/access-control';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const reader = {
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs24.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
  Metadata: { 'aws:asset:path': 'asset.code' },
};
const queue = { Type: 'AWS::SQS::Queue' };
const queueArn = { 'Fn::GetAtt': ['Queue', 'Arn'] };
const toSend = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn };
const document = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });
const role = (Properties: object = {}): object => ({ Type: 'AWS::IAM::Role', Properties });
const policy = (type: string, Properties: object): object => ({ Type: `AWS::IAM::${type}`, Properties });
const sending = { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:000000000000:Main-Queue' };

function accessOf(resources: Record<string, unknown>) {
  const assembly = writeAssembly({
    Main: { Resources: { Reader: reader, Queue: queue, Role: role(), ...resources } },
  });
  const plan = planAssembly(readAssembly(assembly), {
    parameters: {},
    addresses: { awsUrl: 'http://127.0.0.1:99' },
  });
  const lines: string[] = [];
  const access = new AccessControl((line) => lines.push(line));
  access.load(plan);
  const mayDo = (permission: typeof sending): boolean =>
    access.authorize(plan.functions[0]!.accessKeyId, [permission]) === undefined;
  return { plan, access, lines, mayDo, maySend: () => mayDo(sending) };
}

describe('AccessControl', () => {
  afterAll(removeTemporary);

  it.each<[string, Record<string, unknown>]>([
    [
      'the role itself',
      { Role: role({ Policies: [{ PolicyName: 'Own', PolicyDocument: document(toSend) }] }) },
    ],
    [
      'an AWS::IAM::Policy',
      {
        More: policy('Policy', {
          Roles: [{ Ref: 'Role' }],
          PolicyName: 'More',
          PolicyDocument: document(toSend),
        }),
      },
    ],
    [
      'an AWS::IAM::RolePolicy',
      {
        More: policy('RolePolicy', {
          RoleName: { Ref: 'Role' },
          PolicyName: 'More',
          PolicyDocument: document(toSend),
        }),
      },
    ],
    [
      'a managed policy that names the role',
      { More: policy('ManagedPolicy', { Roles: [{ Ref: 'Role' }], PolicyDocument: document(toSend) }) },
    ],
    [
      'a managed policy that the role names',
      {
        Role: role({ ManagedPolicyArns: [{ Ref: 'More' }] }),
        More: policy('ManagedPolicy', { PolicyDocument: document(toSend) }),
      },
    ],
    [
      'a policy of AWS',
      { Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] }) },
    ],
    [
      'the policy of the queue',
      {
        More: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: {
            Queues: [{ Ref: 'Queue' }],
            PolicyDocument: document({ ...toSend, Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } } }),
          },
        },
      },
    ],
  ])('takes what is allowed from %s', (_where, resources) => {
    const { maySend, lines } = accessOf(resources);
    expect(maySend()).toBe(true);
    expect(lines).toEqual([]);
  });

  it('reports a denial with the statement that is missing', () => {
    const { maySend, lines } = accessOf({});
    expect(maySend()).toBe(false);
    expect(lines).toEqual([
      `iam     Reader: sqs:SendMessage on ${sending.resource} is not allowed; missing ` +
        `{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"${sending.resource}"}`,
    ]);
  });

  it('reports a denial by a statement with that statement', () => {
    const deny = { ...toSend, Effect: 'Deny' };
    const { maySend, lines } = accessOf({
      Role: role({ Policies: [{ PolicyName: 'Own', PolicyDocument: document(toSend, deny) }] }),
    });
    expect(maySend()).toBe(false);
    expect(lines[0]).toMatch('is denied by {"Effect":"Deny","Action":"sqs:SendMessage"');
  });

  it('takes calls for calls over TLS: a queue that enforces it can be used', () => {
    const Statement = {
      Effect: 'Deny',
      Action: 'sqs:*',
      Principal: { AWS: '*' },
      Resource: queueArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const { maySend } = accessOf({
      Role: role({ Policies: [{ PolicyName: 'Own', PolicyDocument: document(toSend) }] }),
      Safe: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: document(Statement) },
      },
    });
    expect(maySend()).toBe(true);
  });

  it('does not look at what is no call of a function', () => {
    const { access } = accessOf({});
    expect(access.authorize('TEST', [sending])).toBeUndefined();
    expect(access.authorize(undefined, [sending])).toBeUndefined();
  });

  it('names what it cannot hold calls against', () => {
    const strange = { Condition: { IpAddress: { 'aws:SourceIp': '::1' } } };
    const Principals = { 'dynamodb:LeadingKeys': 'a' };
    const { lines } = accessOf({
      Role: role({
        ManagedPolicyArns: [
          'arn:aws:iam::aws:policy/Unheard',
          'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
        ],
        PermissionsBoundary: 'arn:aws:iam::aws:policy/Unheard',
        Policies: [
          {
            PolicyName: 'Own',
            PolicyDocument: document(
              { ...toSend, ...strange },
              { ...toSend, Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
              { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
              { ...toSend, Condition: { StringEquals: Principals } },
            ),
          },
        ],
      }),
      Bucket: { Type: 'AWS::S3::Bucket' },
    });
    expect(lines).toEqual([
      expect.stringContaining('Role: the policy arn:aws:iam::aws:policy/Unheard is not known here'),
      expect.stringContaining('Role: its permissions boundary is not looked at'),
      expect.stringContaining('Role: a statement is left out: the condition operator IpAddress'),
      expect.stringContaining('refers to Bucket (AWS::S3::Bucket)'),
      expect.stringContaining('Role: nothing is known here of the condition key dynamodb:leadingkeys'),
    ]);
  });

  it('leaves the calls of a function alone whose role is made elsewhere, and says so', () => {
    const { maySend, lines } = accessOf({
      Reader: {
        ...reader,
        Properties: { ...reader.Properties, Role: 'arn:aws:iam::000000000000:role/Elsewhere' },
      },
    });
    expect(maySend()).toBe(true);
    expect(lines).toEqual([expect.stringContaining('its calls are not checked')]);
  });
});

describe('checkEventSources', () => {
  afterAll(removeTemporary);

  const withSource = (...actions: string[]) =>
    accessOf({
      Role: role({
        Policies: [{ PolicyName: 'Own', PolicyDocument: document({ ...toSend, Action: actions }) }],
      }),
      Source: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: queueArn, FunctionName: { Ref: 'Reader' } },
      },
    });

  it('is content with a role that may poll', () => {
    const { plan, access } = withSource('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
    expect(() => checkEventSources(plan, access)).not.toThrow();
  });

  it('names the mapping and what its function lacks', () => {
    const { plan, access } = withSource('sqs:ReceiveMessage');
    expect(() => checkEventSources(plan, access)).toThrow(
      'Source: the function execution role does not have permissions to call DeleteMessage, GetQueueAttributes on SQS',
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'dead-letter queue',
      {
        Reader: {
          ...reader,
          Properties: { ...reader.Properties, DeadLetterConfig: { TargetArn: queueArn } },
        },
      },
      'Reader',
    ],
    [
      'destination',
      {
        Config: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: {
            FunctionName: { Ref: 'Reader' },
            Qualifier: '$LATEST',
            DestinationConfig: { OnFailure: { Destination: queueArn } },
          },
        },
      },
      'Main-Reader',
    ],
  ])('names a %s that the function may not send to', (_, resources, name) => {
    const ofRole = (...statements: object[]) =>
      accessOf({
        ...resources,
        Role: role({ Policies: [{ PolicyName: 'Own', PolicyDocument: document(...statements) }] }),
      });
    const without = ofRole();
    expect(() => checkEventSources(without.plan, without.access)).toThrow(
      `${name}: the function execution role does not have permissions to call SendMessage on SQS; allow sqs:SendMessage on ` +
        'arn:aws:sqs:eu-west-1:000000000000:Main-Queue to the role of Reader',
    );
    const allowed = ofRole(toSend);
    expect(() => checkEventSources(allowed.plan, allowed.access)).not.toThrow();
  });
});
