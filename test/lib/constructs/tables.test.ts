import { Match } from 'aws-cdk-lib/assertions';
import { chatsTable, connectionsTable, messagesTable } from '../../../lambda/contract/tables';
import { synthesize, templateOf } from '../../synth/synthesize';

const type = 'AWS::DynamoDB::GlobalTable';
const dev = templateOf(synthesize('dev').data);
const prod = templateOf(synthesize('prod').data);

interface Contract {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly timeToLive?: string;
}

describe('Tables', () => {
  it.each([
    ['TablesMessages5F3A57D1', messagesTable],
    ['TablesChats2B26BFFF', chatsTable],
    ['TablesConnectionsF6D675B1', connectionsTable],
  ])('gives %s the keys and the expiry of the contract', (id, contract: Contract) => {
    const { KeySchema, TimeToLiveSpecification } = dev.findResources(type)[id]!['Properties'] as Properties;
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
    dev.resourceCountIs(type, 3);
    dev.allResourcesProperties(type, { BillingMode: 'PAY_PER_REQUEST' });
  });

  it('can restore every table to any second, in every stage', () => {
    for (const template of [dev, prod]) {
      template.allResourcesProperties(type, {
        Replicas: [
          Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
        ],
      });
    }
  });

  it('keeps and protects every table in prod', () => {
    prod.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    prod.allResourcesProperties(type, { Replicas: [Match.objectLike({ DeletionProtectionEnabled: true })] });
  });

  it('lets every table go with its stack in dev', () => {
    dev.allResources(type, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    dev.allResourcesProperties(type, { Replicas: [Match.objectLike({ DeletionProtectionEnabled: false })] });
  });
});

type Properties = Record<string, unknown>;
