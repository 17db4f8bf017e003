import { readAssembly } from '../../../local/assembly/read-assembly';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const other = {
  Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
  Outputs: { Url: { Value: { Ref: 'Queue' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-url' } } } },
};

const sections = {
  Parameters: { Given: { Type: 'String' }, Defaulted: { Type: 'String', Default: 'd' } },
  Mappings: { Map: { 'eu-west-1': { key: 'mapped' } } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
    Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
  },
};

/** Resolves a value as a variable of a function. */
const resolveValue = (value: unknown, resources: Record<string, unknown> = {}): string | undefined => {
  const fn = {
    Type: 'AWS::Lambda::Function',
    Properties: { Code: {}, Runtime: 'nodejs24.x', Environment: { Variables: { VALUE: value } } },
    Metadata: { 'aws:asset:path': 'asset.code' },
  };
  const table = { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [], AttributeDefinitions: [] } };
  const main = {
    ...sections,
    Resources: { Fn: fn, Table: table, Cluster: { Type: 'AWS::ECS::Cluster' }, ...resources },
  };
  const assembly = readAssembly(writeAssembly({ Main: main, Other: other }));
  const plan = planAssembly(assembly, {
    parameters: { Given: 'g' },
    addresses: { awsUrl: 'http://127.0.0.1:99' },
  });
  return plan.functions[0]?.environment['VALUE'];
};

describe('intrinsics', () => {
  afterAll(removeTemporary);

  it.each<[string, unknown, string]>([
    ['Ref to a table', { Ref: 'Table' }, 'Main-Table'],
    ['Ref to a given parameter', { Ref: 'Given' }, 'g'],
    ['Ref to a parameter with a default', { Ref: 'Defaulted' }, 'd'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
    [
      'Fn::GetAtt',
      { 'Fn::GetAtt': ['Table', 'Arn'] },
      'arn:aws:dynamodb:eu-west-1:000000000000:table/Main-Table',
    ],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-eu-west-1'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${Table} ${Table.Arn} ${!Not}' },
      'Main-Table arn:aws:dynamodb:eu-west-1:000000000000:table/Main-Table ${Not}',
    ],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': ['${a}/${AWS::Region}', { a: { Ref: 'Given' } }] },
      'g/eu-west-1',
    ],
    ['Fn::Select and Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'x,y'] }] }, 'y'],
    ['Fn::GetAZs', { 'Fn::Select': ['0', { 'Fn::GetAZs': '' }] }, 'eu-west-1a'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'key'] }, 'mapped'],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'Other-url' }, 'http://127.0.0.1:99/000000000000/Other-Queue'],
    [
      'Fn::GetStackOutput',
      { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Url' } },
      'http://127.0.0.1:99/000000000000/Other-Queue',
    ],
    ['Fn::If of a true condition', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    ['Fn::If of a false condition', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    [
      'a callback address',
      'https://abc123.execute-api.eu-west-1.amazonaws.com/v1',
      'http://127.0.0.1:99/execute-api/abc123/v1',
    ],
    ['Ref to a type it does not know', { Ref: 'Cluster' }, 'not run: Cluster (AWS::ECS::Cluster)'],
    [
      'an attribute it does not know',
      { 'Fn::GetAtt': ['Table', 'Nope'] },
      'not run: Table.Nope (AWS::DynamoDB::Table)',
    ],
  ])('resolves %s', (_, value, expected) => {
    expect(resolveValue(value)).toBe(expected);
  });

  it('leaves out what is AWS::NoValue', () => {
    expect(resolveValue({ 'Fn::If': ['No', 'yes', { Ref: 'AWS::NoValue' }] })).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    [
      'an unknown intrinsic',
      { 'Fn::Cidr': [] },
      'Stack Main, resource Fn (AWS::Lambda::Function): the runtime does not know Fn::Cidr',
    ],
    ['a missing resource', { Ref: 'Nowhere' }, 'it refers to Nowhere, which the stack lacks'],
    ['a missing export', { 'Fn::ImportValue': 'none' }, 'no stack of the assembly exports none'],
  ])('stops at %s and names the place', (_, value, message) => {
    expect(() => resolveValue(value)).toThrow(message);
  });
});
