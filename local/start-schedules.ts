import { type AccessControl } from './iam/access-control';
import { invokePermission } from './iam/permissions-of';
import { type InvokeAsync } from './functions/invoke-async';
import { type Log } from './log';
import { type Plan, type ScheduleTarget } from './resources/plan';
import { ScheduleRunner } from './schedules/schedule-runner';
import { type StopList } from './stop-list';

interface Setting {
  readonly invoke: InvokeAsync;
  readonly access: AccessControl;
  readonly log: Log;
  readonly stops: StopList;
}

/** A schedule whose role does not allow the call is dropped, after all its retries on AWS. */
const mayInvoke = (access: AccessControl, { invoker, functionArn = '' }: ScheduleTarget): boolean =>
  !invoker || access.check(invoker, [invokePermission(functionArn)]) === undefined;

/** The rules and schedules; they call functions and do not wait. They start last: a rate may be due at once. */
export const createSchedules = (plan: Plan, { invoke, access, log, stops }: Setting): ScheduleRunner => {
  const fire = (target: ScheduleTarget, event: unknown): void => {
    if (mayInvoke(access, target)) invoke(target.functionName, event);
  };
  const runner = new ScheduleRunner(plan.schedules, fire, log);
  stops.add(() => runner.stop());
  return runner;
};
