import { Match } from 'aws-cdk-lib/assertions';
import { permissions } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

const dev = synthesize('dev');
const prod = synthesize('prod');

const [[keyId, key] = ['', undefined], ...otherKeys] = resourcesOf(prod.data, 'AWS::KMS::Key');

describe('Encryption', () => {
  it('makes one key in prod, renewed every year, that outlives its stack', () => {
    expect(otherKeys).toEqual([]);
    templateOf(prod.data).hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('makes no key in dev, unless it is asked for', () => {
    const asked = synthesize('dev', { encryption: 'customer-managed' });
    expect(resourcesOf(dev.data, 'AWS::KMS::Key')).toEqual([]);
    templateOf(asked.data).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });

  it('makes no key in prod if the keys of AWS are chosen', () => {
    const { data, chat } = synthesize('prod', { encryption: 'aws-owned' });
    expect(JSON.stringify([data, chat])).not.toMatch(/KMS|kms:/);
  });

  it('lets the account manage the key, and logs, alarms and topics of the account use it', () => {
    expect(permissions(key!.Properties['KeyPolicy'])).toEqual([
      'kms:* on * for arn:aws:iam::${AWS::AccountId}:root',
      'kms:Encrypt kms:ReEncrypt* kms:DescribeKey kms:Decrypt kms:GenerateDataKey* on * for logs.us-east-1.amazonaws.com ' +
        'if kms:EncryptionContext:aws:logs:arn ArnLike arn:aws:logs:us-east-1:${AWS::AccountId}:log-group:*',
      'kms:Decrypt kms:GenerateDataKey* on * for cloudwatch.amazonaws.com ' +
        'if aws:SourceAccount StringEquals ${AWS::AccountId}',
      'kms:Decrypt kms:GenerateDataKey* on * for sns.amazonaws.com ' +
        'if aws:SourceAccount StringEquals ${AWS::AccountId}',
    ]);
  });

  it('encrypts every table with the key', () => {
    const replica = { SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] } } };
    templateOf(prod.data).allResourcesProperties('AWS::DynamoDB::GlobalTable', {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [Match.objectLike(replica)],
    });
  });

  it('encrypts every queue and every log with the key', () => {
    const imported = { 'Fn::ImportValue': Match.stringLikeRegexp(`FnGetAtt${keyId}Arn`) };
    const chat = templateOf(prod.chat);
    chat.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: imported });
    chat.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: imported });
  });

  it('leaves tables and queues to the keys of AWS in dev', () => {
    templateOf(dev.data).allResourcesProperties('AWS::DynamoDB::GlobalTable', {
      SSESpecification: { SSEEnabled: false },
    });
    templateOf(dev.chat).allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  });
});
