import type { Context } from '../../../local/iam/conditions';
import { refusalOf } from '../../../local/iam/evaluate';
import { parseStatement, type Statement } from '../../../local/iam/statement';

const account = '000000000000';
const roleArn = `arn:aws:iam::${account}:role/Role`;
const caller = { account, roleArn, sessionArn: `arn:aws:sts::${account}:assumed-role/Role/Fn` };
const table = `arn:aws:dynamodb:eu-west-1:${account}:table/Items`;
const queue = `arn:aws:sqs:eu-west-1:${account}:Jobs`;

const statement = (source: object): Statement => {
  const parsed = parseStatement({ Effect: 'Allow', Resource: '*', ...source });
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
};

interface Call {
  action?: string;
  resource?: string;
  context?: Context;
}

const becauseOf = (
  { action = 'dynamodb:PutItem', resource = table, context = {} }: Call,
  { identity = [], resource: own = [] }: { identity?: object[]; resource?: object[] },
): string | undefined =>
  refusalOf(
    { action, resource, context, caller },
    { identity: identity.map(statement), resource: own.map(statement) },
  )?.because;

describe('refusalOf', () => {
  it.each<[boolean, string, object, Call?]>([
    [true, 'an action by its name', { Action: 'dynamodb:PutItem' }],
    [true, 'an action in another case', { Action: 'DynamoDB:putitem' }],
    [true, 'one of several actions', { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] }],
    [true, 'a * in an action', { Action: 'dynamodb:*Item' }],
    [true, 'a ? in an action', { Action: 'dynamodb:Pu?Item' }],
    [true, 'every action', { Action: '*' }],
    [false, 'a pattern that is longer', { Action: 'dynamodb:PutItem?' }],
    [false, 'another action', { Action: 'dynamodb:GetItem' }],
    [false, 'a dot in a pattern for any character', { Action: 'dynamodb.PutItem' }],
    [true, 'NotAction for all others', { NotAction: 'dynamodb:Delete*' }],
    [false, 'NotAction for what it names', { NotAction: ['sqs:*', 'dynamodb:Put*'] }],
    [true, 'the resource by its ARN', { Action: '*', Resource: table }],
    [true, 'a * in a resource', { Action: '*', Resource: 'arn:aws:dynamodb:*:*:table/*' }],
    [false, 'a resource in another case', { Action: '*', Resource: table.toLowerCase() }],
    [
      false,
      'a table for its index',
      { Action: '*', Resource: table },
      { resource: `${table}/index/byOwner` },
    ],
    [true, 'NotResource for all others', { Action: '*', Resource: undefined, NotResource: queue }],
    [
      false,
      'NotResource for what it names',
      { Action: '*', Resource: undefined, NotResource: [table, queue] },
    ],
    [false, 'a statement without a resource', { Action: '*', Resource: undefined }],
  ])('says %s for %s', (...[isAllowed, , source, call = {}]) => {
    expect(becauseOf(call, { identity: [source] }) === undefined).toBe(isAllowed);
  });

  it.each<[boolean, string, Record<string, unknown>]>([
    [true, 'StringEquals', { key: ['a', 'red'] }],
    [false, 'StringEquals', { key: 'RED' }],
    [true, 'StringEqualsIgnoreCase', { KEY: 'RED' }],
    [true, 'StringLike', { key: 'r*' }],
    [false, 'StringNotEquals', { key: ['red', 'blue'] }],
    [true, 'StringNotLike', { key: 'b*' }],
    [false, 'StringEquals', { missing: 'red' }],
    [true, 'StringNotEquals', { missing: 'red' }],
    [true, 'StringEqualsIfExists', { missing: 'red' }],
    [false, 'StringEqualsIfExists', { key: 'blue' }],
    [true, 'Bool', { secure: true }],
    [false, 'Bool', { secure: 'false' }],
    [true, 'Null', { missing: 'true' }],
    [false, 'Null', { key: 'true' }],
    [true, 'ArnLike', { arn: 'arn:aws:lambda:*:*:function:*' }],
    [false, 'ArnLike', { arn: 'arn:aws:*:function:Fn' }],
    [true, 'ArnNotEquals', { arn: 'arn:aws:lambda:eu-west-1:1:function:Other' }],
    [true, 'NumericLessThanEquals', { count: 5 }],
    [false, 'NumericGreaterThan', { count: '5' }],
    [true, 'ForAnyValue:StringEquals', { set: ['b', 'c'] }],
    [false, 'ForAllValues:StringEquals', { set: ['b', 'c'] }],
    [true, 'ForAllValues:StringLike', { set: ['a', 'b*'] }],
    [true, 'ForAllValues:StringEquals', { missing: 'a' }],
    [false, 'ForAnyValue:StringEquals', { missing: 'a' }],
  ])('says %s when %s meets %j', (isAllowed, operator, keys) => {
    const context = {
      key: ['red'],
      secure: ['true'],
      arn: ['arn:aws:lambda:eu-west-1:1:function:Fn'],
      count: ['5'],
      set: ['a', 'b'],
    };
    const identity = [{ Action: '*', Condition: { [operator]: keys } }];
    expect(becauseOf({ context }, { identity }) === undefined).toBe(isAllowed);
  });

  it('wants every condition of a statement to hold', () => {
    const Condition = { StringEquals: { one: 'a', two: 'b' } };
    const identity = [{ Action: '*', Condition }];
    expect(becauseOf({ context: { one: ['a'], two: ['b'] } }, { identity })).toBeUndefined();
    expect(becauseOf({ context: { one: ['a'], two: ['c'] } }, { identity })).toBeDefined();
  });

  it('says in the words of AWS what is missing and what denies', () => {
    const allow = { Action: 'sqs:*' };
    const deny = { Effect: 'Deny', Action: 'sqs:SendMessage' };
    const call = { action: 'sqs:SendMessage', resource: queue };
    expect(becauseOf(call, {})).toBe('because no identity-based policy allows the sqs:SendMessage action');
    expect(becauseOf(call, { identity: [allow, deny] })).toBe(
      'with an explicit deny in an identity-based policy',
    );
    expect(becauseOf(call, { identity: [allow], resource: [{ ...deny, Principal: '*' }] })).toBe(
      'with an explicit deny in a resource-based policy',
    );
  });

  it.each([
    [true, '*'],
    [true, { AWS: '*' }],
    [true, { AWS: ['arn:aws:iam::1:root', roleArn] }],
    [true, { AWS: caller.sessionArn }],
    [false, { AWS: `arn:aws:iam::${account}:role/Other` }],
    [false, { Service: 'sns.amazonaws.com' }],
    [false, { AWS: account }],
  ])('says %s when the queue itself allows to send to %j', (isAllowed, Principal) => {
    const call = { action: 'sqs:SendMessage', resource: queue };
    const allowed = becauseOf(call, { resource: [{ Action: 'sqs:SendMessage', Principal }] }) === undefined;
    expect(allowed).toBe(isAllowed);
  });

  it('denies to all roles of an account that a queue denies to', () => {
    const resource = [
      { Effect: 'Deny', Action: 'sqs:*', Principal: { AWS: `arn:aws:iam::${account}:root` } },
    ];
    const call = { action: 'sqs:SendMessage', resource: queue };
    expect(becauseOf(call, { identity: [{ Action: '*' }], resource })).toMatch('explicit deny');
  });
});

describe('parseStatement', () => {
  it.each([
    [
      'the condition operator IpAddress is not supported',
      { Condition: { IpAddress: { 'aws:SourceIp': '::1' } } },
    ],
    ['NotPrincipal is not supported', { NotPrincipal: '*' }],
    ['Effect', { Effect: 'Maybe' }],
  ])('says that %s', (problem, fields) => {
    expect(parseStatement({ Effect: 'Allow', Action: '*', Resource: '*', ...fields })).toMatch(problem);
  });
});
