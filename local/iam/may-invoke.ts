import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { type InvokePermissionPlan } from '../resources/plan';
import { matchesWildcard } from './wildcard';

/** A service that is about to invoke a function for something of the account: a route, an authorizer, a rule. */
export interface ServiceInvocation {
  /** As in `apigateway.amazonaws.com`. */
  readonly principal: string;
  readonly sourceArn: string;
  /** With `:` and its version or alias if the caller names one; each has permissions of its own. */
  readonly functionName: string;
}

const fits = (
  permission: InvokePermissionPlan,
  { principal, sourceArn, functionName }: ServiceInvocation,
): boolean =>
  permission.functionName === functionName &&
  matchesWildcard(permission.action.toLowerCase(), 'lambda:invokefunction') &&
  (permission.principal === principal || permission.principal === '*') &&
  matchesWildcard(permission.sourceArn ?? '*', sourceArn) &&
  (permission.sourceAccount ?? LOCAL_ACCOUNT) === LOCAL_ACCOUNT;

/** Whether one of a function's own permissions lets a service invoke it. */
export const mayInvoke = (
  permissions: readonly InvokePermissionPlan[],
  invocation: ServiceInvocation,
): boolean => permissions.some((permission) => fits(permission, invocation));
