import { type InvokeAsync } from './functions/invoke-async';
import { type Log } from './log';
import { type Plan } from './resources/plan';
import { ScheduleRunner } from './schedules/schedule-runner';
import { type StopList } from './stop-list';

interface Setting {
  readonly invoke: InvokeAsync;
  readonly log: Log;
  readonly stops: StopList;
}

/** The rules and schedules; they call functions and do not wait. They start last: a rate may be due at once. */
export const createSchedules = (plan: Plan, { invoke, log, stops }: Setting): ScheduleRunner => {
  const runner = new ScheduleRunner(plan.schedules, invoke, log);
  stops.add(() => runner.stop());
  return runner;
};
