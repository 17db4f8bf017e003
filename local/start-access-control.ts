import { checkEventSources } from './check-event-sources';
import { AccessControl } from './iam/access-control';
import { type Plan } from './resources/plan';
import { type RuntimeOptions } from './runtime-options';

type Options = Pick<RuntimeOptions, 'iam' | 'log'>;

/** What holds calls against roles. With iam off it knows no roles, so that everything is allowed. */
export const startAccessControl = (plan: Plan, { iam, log = () => undefined }: Options): AccessControl => {
  const access = new AccessControl(log);
  if (iam === 'off') return access;
  access.load(plan);
  checkEventSources(plan, access);
  return access;
};
