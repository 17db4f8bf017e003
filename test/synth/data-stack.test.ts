import { chatsTable, connectionsTable, messagesTable } from '../../lambda/contract/tables';
import { rendition } from './rendition';
import { resourcesOf, synthesize } from './synthesize';

const { data, chat } = synthesize('dev');

const tables = Object.fromEntries(resourcesOf(data, 'AWS::DynamoDB::GlobalTable'));

describe('DataStack', () => {
  it('is what the snapshot says in stage dev', () => {
    expect(rendition(data)).toMatchSnapshot();
  });

  it('holds the tables and nothing else', () => {
    expect(Object.keys(data.Resources)).toEqual(Object.keys(tables));
    expect(resourcesOf(chat, 'AWS::DynamoDB::GlobalTable')).toEqual([]);
  });

  it('knows nothing of the Chat stack', () => {
    expect(JSON.stringify(data)).not.toContain('Fn::ImportValue');
  });
});

describe('Tables', () => {
  it.each([
    ['TablesMessages5F3A57D1', messagesTable],
    ['TablesChats2B26BFFF', chatsTable],
    ['TablesConnectionsF6D675B1', connectionsTable],
  ])('gives %s the keys and the expiry of the contract', (id, contract: Contract) => {
    const { KeySchema, TimeToLiveSpecification } = tables[id]!.Properties;
    const keys = [
      { AttributeName: contract.partitionKey, KeyType: 'HASH' },
      ...(contract.sortKey === undefined ? [] : [{ AttributeName: contract.sortKey, KeyType: 'RANGE' }]),
    ];
    expect(KeySchema).toEqual(keys);
    const expiry =
      contract.timeToLive === undefined ? undefined : { AttributeName: contract.timeToLive, Enabled: true };
    expect(TimeToLiveSpecification).toEqual(expiry);
  });

  it('can restore every table to any second, and bills per request', () => {
    for (const table of Object.values(tables)) {
      expect(table.Properties['BillingMode']).toBe('PAY_PER_REQUEST');
      expect(table.Properties['Replicas']).toEqual([
        expect.objectContaining({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
      ]);
    }
  });

  it('leaves the names of the tables to CloudFormation', () => {
    expect(Object.values(tables).map((table) => table.Properties['TableName'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

interface Contract {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly timeToLive?: string;
}
