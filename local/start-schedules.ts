import { type AccessControl } from './iam/access-control';
import { invokePermission } from './iam/permissions-of';
import { type FlowRecorder } from './flows/flow-recorder';
import { LAMBDA } from './flows/lanes';
import { type InvokeAsync } from './functions/invoke-async';
import { labelOf } from './label';
import { type Log } from './log';
import { type Plan, type SchedulePlan, type ScheduleTarget } from './resources/plan';
import { ScheduleRunner } from './schedules/schedule-runner';
import { type StopList } from './stop-list';

interface Setting {
  readonly invoke: InvokeAsync;
  readonly access: AccessControl;
  readonly flows: FlowRecorder;
  readonly log: Log;
  readonly stops: StopList;
}

/** What the schedule's role or the rule's function does not allow is dropped, after all its retries on AWS. */
const mayInvoke = (access: AccessControl, target: ScheduleTarget): boolean => {
  const { invoker, functionArn = '', functionName, ruleArn } = target;
  if (invoker) return access.check(invoker, [invokePermission(functionArn)]) === undefined;
  const principal = 'events.amazonaws.com';
  return ruleArn === undefined || access.mayInvoke({ principal, functionName, sourceArn: ruleArn });
};

/** The rules and schedules; they call functions and do not wait. They start last: a rate may be due at once. */
export const createSchedules = (plan: Plan, setting: Setting): ScheduleRunner => {
  const { invoke, access, flows, log, stops } = setting;
  const fire = (target: ScheduleTarget, event: unknown, { logicalId }: SchedulePlan): void => {
    if (!mayInvoke(access, target)) return;
    const name = labelOf(logicalId);
    const begun = flows.begin({ kind: 'schedule', name }, { kind: 'schedule', name });
    const fired = flows.moment(begun, { kind: 'fire', name, to: LAMBDA });
    invoke(target.functionName, event, fired);
  };
  const runner = new ScheduleRunner(plan.schedules, fire, log);
  stops.add(() => runner.stop());
  return runner;
};
