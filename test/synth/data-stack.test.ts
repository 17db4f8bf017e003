import { Match } from 'aws-cdk-lib/assertions';
import { chatsTable, connectionsTable, messagesTable } from '../../lambda/contract/tables';
import { permissions, rendition } from './rendition';
import { resourcesOf, synthesize, templateOf } from './synthesize';

const dev = synthesize('dev');
const prod = synthesize('prod');

const tableType = 'AWS::DynamoDB::GlobalTable';
const keyType = 'AWS::KMS::Key';

describe('DataStack', () => {
  it('is what the snapshot says in stage dev', () => {
    expect(rendition(dev.data)).toMatchSnapshot();
  });

  it('holds what is kept, and nothing that runs', () => {
    const types = (data: object) => new Set(Object.values(data).map(({ Type }: { Type: string }) => Type));
    expect(types(dev.data.Resources)).toEqual(new Set([tableType]));
    expect(types(prod.data.Resources)).toEqual(new Set([tableType, keyType]));
    expect(resourcesOf(prod.chat, tableType)).toEqual([]);
    expect(resourcesOf(prod.chat, keyType)).toEqual([]);
  });

  it('knows nothing of the Chat stack, also when its key is used there', () => {
    expect(JSON.stringify([dev.data, prod.data])).not.toMatch(/Fn::ImportValue|Chat:/);
    expect(JSON.stringify(prod.chat)).toContain('Data:ExportsOutputFnGetAttEncryptionKey');
    expect(prod.dependencies).toMatchObject({ data: [], chat: ['Data'] });
  });
});

interface Contract {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly timeToLive?: string;
}

describe('Tables', () => {
  const kept = templateOf(prod.data);
  const passing = templateOf(dev.data);

  it.each([
    ['TablesMessages5F3A57D1', messagesTable],
    ['TablesChats2B26BFFF', chatsTable],
    ['TablesConnectionsF6D675B1', connectionsTable],
  ])('gives %s the keys and the expiry of the contract', (id, contract: Contract) => {
    const { KeySchema, TimeToLiveSpecification } = dev.data.Resources[id]!.Properties;
    const keys = [
      { AttributeName: contract.partitionKey, KeyType: 'HASH' },
      ...(contract.sortKey === undefined ? [] : [{ AttributeName: contract.sortKey, KeyType: 'RANGE' }]),
    ];
    expect(KeySchema).toEqual(keys);
    const expiry =
      contract.timeToLive === undefined ? undefined : { AttributeName: contract.timeToLive, Enabled: true };
    expect(TimeToLiveSpecification).toEqual(expiry);
  });

  it('has three tables, which bill per request', () => {
    passing.resourceCountIs(tableType, 3);
    passing.allResourcesProperties(tableType, { BillingMode: 'PAY_PER_REQUEST' });
  });

  it('can restore every table to any second, in every stage', () => {
    const restorable = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
    for (const template of [passing, kept])
      template.allResourcesProperties(tableType, { Replicas: [Match.objectLike(restorable)] });
  });

  it('keeps and protects every table in prod', () => {
    kept.allResources(tableType, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    kept.allResourcesProperties(tableType, {
      Replicas: [Match.objectLike({ DeletionProtectionEnabled: true })],
    });
  });

  it('lets every table go with its stack in dev', () => {
    passing.allResources(tableType, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    passing.allResourcesProperties(tableType, {
      Replicas: [Match.objectLike({ DeletionProtectionEnabled: false })],
    });
  });
});

describe('Encryption', () => {
  const [[keyId, key] = ['', undefined], ...otherKeys] = resourcesOf(prod.data, keyType);

  it('makes one key in prod, renewed every year, that outlives its stack', () => {
    expect(otherKeys).toEqual([]);
    templateOf(prod.data).hasResource(keyType, {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('makes no key in dev, unless it is asked for', () => {
    const asked = synthesize('dev', { encryption: 'customer-managed' });
    expect(resourcesOf(dev.data, keyType)).toEqual([]);
    templateOf(asked.data).hasResource(keyType, { DeletionPolicy: 'Delete' });
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
    templateOf(prod.data).allResourcesProperties(tableType, {
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
    templateOf(dev.data).allResourcesProperties(tableType, { SSESpecification: { SSEEnabled: false } });
    templateOf(dev.chat).allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  });
});
