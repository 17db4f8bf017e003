import { functionOf, permissionsOf } from '../../synth/functions';
import { permissions, resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, withApp, type StackTemplate } from '../../synth/synthesize';

const existing = 'arn:aws:sns:us-east-1:123456789012:app/APNS/theirs';
const secretArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:fcm-AbCdEf';
const version = '11111111-2222-3333-4444-555555555555';
const pushSecrets = [`FCM=${secretArn}#${version}`];

const { chat } = synthesize('prod', { pushApplications: [existing], pushSecrets });
const made = 'arn:aws:sns:us-east-1:${AWS::AccountId}:app/GCM/parley-prod';
const topic = '${ApplicationsFailuresTopicB0037819}';

const propertiesOf = (template: StackTemplate, type: string) =>
  resourcesOf(template, type).map(([, { Properties }]) => resolved(Properties) as Record<string, unknown>);

describe('PlatformApplications', () => {
  it('sets up those that exist and those of secrets, each with the topic of failures', () => {
    const setup = `\${${functionOf(chat, 'platformApplications')[0]}.Arn}`;
    expect(propertiesOf(chat, 'Custom::PlatformApplication')).toEqual([
      { ServiceToken: setup, ServiceTimeout: '600', ApplicationArn: existing, FailureTopicArn: topic },
      {
        ServiceToken: setup,
        ServiceTimeout: '600',
        ApplicationArn: made,
        FailureTopicArn: topic,
        SecretArn: secretArn,
        SecretVersionId: version,
      },
    ]);
  });

  it('lets the function make what it has a secret for, and read that secret alone', () => {
    expect(permissionsOf(chat, 'platformApplications')).toEqual([
      `sns:SetPlatformApplicationAttributes on ${existing} ${made}`,
      `sns:CreatePlatformApplication on ${made}`,
      `secretsmanager:GetSecretValue on ${secretArn}`,
    ]);
  });

  it('changes when the version of the secret does, so that new credentials are handed over', () => {
    const versions = ['1', '2'].map((digit) => {
      const secrets = [`FCM=${secretArn}#${digit.repeat(36)}`];
      const [properties] = propertiesOf(
        synthesize('prod', { pushSecrets: secrets }).chat,
        'Custom::PlatformApplication',
      );
      return properties!['SecretVersionId'];
    });
    expect(versions).toEqual(['1'.repeat(36), '2'.repeat(36)]);
  });

  it('lets phones register with all of them', () => {
    expect(permissionsOf(chat, 'devices')).toContain(`sns:CreatePlatformEndpoint on ${existing} ${made}`);
  });

  it('says in an output which platforms are pushed to', () => {
    expect(chat.Outputs!['MobilePush']!.Value).toBe('on: APNS, GCM');
    const off = synthesize('prod').chat;
    expect(off.Outputs!['MobilePush']!.Value).toBe('off: neither pushApplications nor pushSecrets is set');
  });

  it('says at synthesis when push is off', () => {
    const said = withApp('dev', {}, ({ app, chat: stack }) => {
      app.synth();
      return stack.node.metadata
        .filter(({ type }) => type === 'aws:cdk:info')
        .map(({ data }) => String(data));
    });
    expect(said).toEqual(['Push is off: neither pushApplications nor pushSecrets is set']);
  });

  it('makes nothing with none configured', () => {
    const off = synthesize('prod').chat;
    expect(Object.keys(off.Resources).filter((id) => id.startsWith('Applications'))).toEqual([]);
  });
});

describe('PushFailures', () => {
  it('has an encrypted topic that refuses requests without TLS, and lets SNS publish for this account', () => {
    expect(propertiesOf(chat, 'AWS::SNS::Topic')).toEqual([
      { KmsMasterKeyId: '${Data.Key.Arn}', DisplayName: 'Parley prod: failed pushes' },
    ]);
    const [policy] = resourcesOf(chat, 'AWS::SNS::TopicPolicy');
    expect(permissions(policy![1].Properties['PolicyDocument'])).toMatchSnapshot();
  });

  it('keeps what the topic says in a queue, which takes it from that topic', () => {
    const [queueId] = resourcesOf(chat, 'AWS::SQS::Queue').find(([id]) => /FailuresQueue/.test(id))!;
    expect(propertiesOf(chat, 'AWS::SNS::Subscription')).toEqual([
      {
        TopicArn: topic,
        Protocol: 'sqs',
        Endpoint: `\${${queueId}.Arn}`,
        RawMessageDelivery: true,
        RedrivePolicy: { deadLetterTargetArn: expect.stringMatching(/FailuresDeadLetters/) as string },
      },
    ]);
    const policy = resourcesOf(chat, 'AWS::SQS::QueuePolicy').find(([id]) => /FailuresQueue/.test(id))!;
    expect(permissions(policy[1].Properties['PolicyDocument'])).toContain(
      `sqs:SendMessage on \${${queueId}.Arn} for sns.amazonaws.com if aws:SourceArn ArnEquals ${topic}`,
    );
  });
});
