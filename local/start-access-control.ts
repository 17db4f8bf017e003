import { checkEventSources } from './check-event-sources';
import { type MayInvoke } from './gateway/integrate';
import { AccessControl } from './iam/access-control';
import { invokePermission } from './iam/permissions-of';
import { checkIntegrations } from './check-integrations';
import { type Plan } from './resources/plan';
import { type RuntimeOptions } from './runtime-options';

type Options = Pick<RuntimeOptions, 'iam' | 'log'>;

/** What holds calls against roles. With iam off it knows no roles, so that everything is allowed. */
export const startAccessControl = (plan: Plan, { iam, log = () => undefined }: Options): AccessControl => {
  const access = new AccessControl(log);
  if (iam === 'off') return access;
  access.load(plan);
  checkEventSources(plan, access);
  checkIntegrations(plan);
  return access;
};

/** What the gateway invokes in a role is held against that role, all else against the function's own permissions. */
export const gatewayMayInvoke =
  (access: AccessControl): MayInvoke =>
  ({ invoker, functionArn, functionName, sourceArn }) =>
    invoker
      ? access.check(invoker, [invokePermission(functionArn)]) === undefined
      : access.mayInvoke({ principal: 'apigateway.amazonaws.com', functionName, sourceArn });
