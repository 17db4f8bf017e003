import { removeTemporary } from '../temporary-assembly';
import { accessOf, document, policy, queueArn, reader, role, sending, toSend } from './access-of';

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

  it.each([
    ['allows what the role says nothing of', 'Allow', true],
    ['denies what the role allows', 'Deny', false],
  ])('takes the policy of a topic that %s', (_, Effect, isAllowed) => {
    const topicArn = 'arn:aws:sns:eu-west-1:000000000000:Main-Topic';
    const publish = { Action: 'sns:Publish', Resource: { Ref: 'Topic' } };
    const own = Effect === 'Deny' ? [{ ...publish, Effect: 'Allow' }] : [];
    const principal = { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } };
    const { mayDo, lines } = accessOf({
      Role: role({ Policies: [{ PolicyName: 'Own', PolicyDocument: document(...own) }] }),
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
      Policy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Topic' }],
          PolicyDocument: document({ ...publish, Effect, Principal: principal }),
        },
      },
    });
    expect(mayDo({ action: 'sns:Publish', resource: topicArn })).toBe(isAllowed);
    expect(lines).toHaveLength(isAllowed ? 0 : 1);
  });

  it('lets no function in by a statement for the services of the account, and does not complain of it', () => {
    const { mayDo, lines } = accessOf({
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
      Policy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Topic' }],
          PolicyDocument: document({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Resource: { Ref: 'Topic' },
            Principal: { AWS: '*' },
            Condition: { StringEquals: { 'aws:SourceOwner': '000000000000' } },
          }),
        },
      },
    });
    expect(lines).toEqual([]);
    expect(mayDo({ action: 'sns:Publish', resource: 'arn:aws:sns:eu-west-1:000000000000:Main-Topic' })).toBe(
      false,
    );
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
