import { Match } from 'aws-cdk-lib/assertions';
import { chatsTable, connectionsTable, messagesTable } from '../../lambda/contract/tables';
import { environmentOf, functionOf, handlerNames, permissionsOf } from './functions';
import { permissions, rendition } from './rendition';
import { resourcesOf, synthesize, templateOf, type StackTemplate } from './synthesize';

const dev = synthesize('dev');
/** With push, so that every function is there. */
const prod = synthesize('prod', { pushApplications: 'arn:aws:sns:us-east-1:123456789012:app/GCM/parley' });

const tableType = 'AWS::DynamoDB::GlobalTable';
const keyType = 'AWS::KMS::Key';
const cacheType = 'AWS::ElastiCache::ServerlessCache';
const userType = 'AWS::ElastiCache::User';
const cacheTypes = [cacheType, userType, 'AWS::ElastiCache::UserGroup'];
const isNoNetwork = (type: string) => !type.startsWith('AWS::EC2::');

describe('DataStack', () => {
  it('is what the snapshot says in stage dev', () => {
    expect(rendition(dev.data)).toMatchSnapshot();
  });

  it('holds what is kept, and nothing that runs', () => {
    const types = (data: object) => new Set(Object.values(data).map(({ Type }: { Type: string }) => Type));
    const [ofDev, ofProd] = [dev, prod].map(({ data }) => [...types(data.Resources)].filter(isNoNetwork));
    expect(ofDev!.sort()).toEqual([tableType, ...cacheTypes].sort());
    expect(ofProd!.sort()).toEqual([tableType, keyType, ...cacheTypes].sort());
    for (const type of cacheTypes) expect(resourcesOf(prod.chat, type)).toEqual([]);
    expect(resourcesOf(prod.chat, tableType)).toEqual([]);
    expect(resourcesOf(prod.chat, keyType)).toEqual([]);
  });

  it('knows nothing of the Chat stack, also when its key is used there', () => {
    expect(JSON.stringify([dev.data, prod.data])).not.toMatch(/Fn::ImportValue|Chat:/);
    expect(JSON.stringify(prod.chat)).toContain('Data:ExportsOutputFnGetAttEncryptionKey');
    expect(prod.dependencies.data).toEqual([]);
    expect(prod.dependencies.chat).toContain('Data');
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

describe('Cache', () => {
  const kept = templateOf(prod.data);
  const users = (data: StackTemplate) => resourcesOf(data, userType).map(([, { Properties }]) => Properties);

  it.each([
    ['dev', dev],
    ['prod', prod],
  ])('lets functions of %s in by IAM over TLS, and waits 100 ms for it', (_stage, { chat }) => {
    for (const name of ['connect', 'disconnect', 'presence', 'endLeases', 'sweepLeases'] as const)
      expect(environmentOf(chat, name)).toMatchObject({ CACHE_AUTH: 'iam', CACHE_WAIT_MS: '100' });
  });

  it('has one user, who is called by its id, comes in by IAM and may use the keys of presence alone', () => {
    for (const [user, ...others] of [users(dev.data), users(prod.data)]) {
      expect(others).toEqual([]);
      expect(user).toMatchObject({ Engine: 'valkey', AuthenticationMode: { Type: 'iam' } });
      expect(user!['UserName']).toBe(user!['UserId']);
      const words = String(user!['AccessString']).split(' ');
      expect(words.filter((word) => /^[~%&]/.test(word))).toEqual(['~presence:*']);
      expect(words.slice(0, 4)).toEqual(['on', '~presence:*', 'resetchannels', '-@all']);
      expect(words.slice(4).every((word) => /^\+[a-z|]+$/.test(word))).toBe(true);
    }
  });

  it('is kept in prod, with its users and its network, and goes with its stack in dev', () => {
    for (const [, resource] of Object.entries(prod.data.Resources))
      expect(resource.DeletionPolicy).toBe('Retain');
    templateOf(dev.data).allResources(cacheType, { DeletionPolicy: 'Delete' });
    kept.resourceCountIs(cacheType, 1);
  });
});

describe('Network', () => {
  it('has no way out but to DynamoDB and SQS', () => {
    const types = Object.values(prod.data.Resources).map(({ Type }) => Type);
    for (const way of ['NatGateway', 'InternetGateway', 'EgressOnlyInternetGateway', 'Route'])
      expect(types).not.toContain(`AWS::EC2::${way}`);
    const endpoints = resourcesOf(prod.data, 'AWS::EC2::VPCEndpoint').map(([, { Properties }]) =>
      JSON.stringify(Properties['ServiceName']),
    );
    expect(endpoints).toEqual([expect.stringContaining('.dynamodb'), expect.stringContaining('.sqs')]);
  });

  it('has the functions in it that need the cache, and no others', () => {
    const placed = handlerNames.filter(
      (name) => functionOf(prod.chat, name)[1].Properties['VpcConfig'] !== undefined,
    );
    expect(placed.sort()).toEqual(['connect', 'disconnect', 'endLeases', 'presence', 'sweepLeases']);
  });

  it('keeps from it whoever posts to sockets, which cannot be reached from there', () => {
    for (const name of handlerNames) {
      const posts = permissionsOf(prod.chat, name).some((line) => line.startsWith('execute-api:'));
      const isPlaced = functionOf(prod.chat, name)[1].Properties['VpcConfig'] !== undefined;
      expect(posts && isPlaced).toBe(false);
    }
  });
});
