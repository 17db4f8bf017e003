import { rendition } from './rendition';
import { resourcesOf, synthesize } from './synthesize';

const dev = synthesize('dev');
const prod = synthesize('prod');

describe('DataStack', () => {
  it('is what the snapshot says in stage dev', () => {
    expect(rendition(dev.data)).toMatchSnapshot();
  });

  it('holds what is kept, and nothing that runs', () => {
    const types = (data: object) => new Set(Object.values(data).map(({ Type }: { Type: string }) => Type));
    expect(types(dev.data.Resources)).toEqual(new Set(['AWS::DynamoDB::GlobalTable']));
    expect(types(prod.data.Resources)).toEqual(new Set(['AWS::DynamoDB::GlobalTable', 'AWS::KMS::Key']));
    expect(resourcesOf(prod.chat, 'AWS::DynamoDB::GlobalTable')).toEqual([]);
    expect(resourcesOf(prod.chat, 'AWS::KMS::Key')).toEqual([]);
  });

  it('knows nothing of the Chat stack, also when its key is used there', () => {
    expect(JSON.stringify([dev.data, prod.data])).not.toMatch(/Fn::ImportValue|Chat:/);
    expect(JSON.stringify(prod.chat)).toContain('Data:ExportsOutputFnGetAttEncryptionKey');
    expect(prod.dependencies).toEqual({ data: [], chat: ['Data'] });
  });
});
