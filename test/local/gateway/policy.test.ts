import { isAllowed } from '../../../local/gateway/policy';

const ARN = 'arn:aws:execute-api:eu-west-1:000000000000:abc/prod/$connect';

const statement = (
  Effect: string,
  Resource: string | string[],
  Action: string | string[] = 'execute-api:Invoke',
) => ({
  Effect,
  Resource,
  Action,
});

describe('isAllowed', () => {
  it.each([
    ['the exact ARN', ARN, true],
    ['everything', '*', true],
    ['a wildcard in the path', 'arn:aws:execute-api:*:*:abc/prod/*', true],
    ['a question mark', ARN.replace('abc', 'a?c'), true],
    ['one of several', ['arn:x', ARN], true],
    ['a method and a path, which $connect has not', 'arn:aws:execute-api:*:*:abc/prod/*/*', false],
    ['another stage', ARN.replace('prod', 'dev'), false],
  ])('judges a resource that is %s', (_, resource, expected) => {
    expect(isAllowed({ Statement: [statement('Allow', resource)] }, ARN)).toBe(expected);
  });

  it('lets an explicit deny win', () => {
    expect(isAllowed({ Statement: [statement('Allow', '*'), statement('Deny', ARN)] }, ARN)).toBe(false);
  });

  it('takes a single statement and wildcards in the action', () => {
    expect(isAllowed({ Statement: statement('Allow', '*', 'execute-api:*') }, ARN)).toBe(true);
    expect(isAllowed({ Statement: statement('Allow', '*', 's3:*') }, ARN)).toBe(false);
  });

  it.each([[undefined], [{}], ['text'], [{ Statement: [{ Effect: 'Maybe' }] }]])(
    'takes %j for no policy',
    (policy) => {
      expect(isAllowed(policy, ARN)).toBeUndefined();
    },
  );
});
