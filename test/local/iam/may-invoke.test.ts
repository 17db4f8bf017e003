import { mayInvoke } from '../../../local/iam/may-invoke';
import { type InvokePermissionPlan } from '../../../local/resources/plan';

const route = {
  principal: 'apigateway.amazonaws.com',
  sourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:api/test/send',
  functionName: 'Send',
};

const permission: InvokePermissionPlan = {
  action: 'lambda:InvokeFunction',
  principal: 'apigateway.amazonaws.com',
  functionName: 'Send',
  sourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:api/*send',
};

describe('mayInvoke', () => {
  it.each<[boolean, string, Partial<InvokePermissionPlan>]>([
    [true, 'as CDK writes it for a route', {}],
    [true, 'of the whole service', { principal: '*' }],
    [true, 'of all actions', { action: 'lambda:*' }],
    [true, 'for the account', { sourceAccount: '000000000000' }],
    [false, 'for another route', { sourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:api/*join' }],
    [false, 'for another API', { sourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:other/*' }],
    [false, 'for another service', { principal: 'events.amazonaws.com' }],
    [false, 'for another account', { sourceAccount: '111111111111' }],
    [false, 'of another function', { functionName: 'Join' }],
    [false, 'of an alias only', { functionName: 'Send:live' }],
    [false, 'to look only', { action: 'lambda:GetFunction' }],
  ])('is %s with a permission %s', (expected, _, changes) => {
    expect(mayInvoke([{ ...permission, ...changes }], route)).toBe(expected);
  });

  it('takes a permission that names no source for all of them', () => {
    const { sourceArn: _, ...anySource } = permission;
    expect(mayInvoke([anySource], route)).toBe(true);
  });

  it('is false without any', () => expect(mayInvoke([], route)).toBe(false));
});
