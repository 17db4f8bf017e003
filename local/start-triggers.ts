import { type QueueUrls } from './aws/queue-urls';
import { type FlowRecorder } from './flows/flow-recorder';
import { type Invoke } from './functions/function-host';
import { type InvokeAsync } from './functions/invoke-async';
import { type AccessControl } from './iam/access-control';
import { type Log } from './log';
import { type Plan } from './resources/plan';
import { type ScheduleRunner } from './schedules/schedule-runner';
import { startEventSources } from './start-event-sources';
import { createSchedules } from './start-schedules';
import { startStreams } from './start-streams';
import { type Stores } from './start-stores';
import { type StopList } from './stop-list';
import { type DerivedStreams } from './streams/derived-streams';

interface Setting {
  readonly stores: Stores;
  readonly queueUrls: QueueUrls;
  readonly invoke: Invoke;
  readonly flows: FlowRecorder;
  readonly invokeAsync: InvokeAsync;
  readonly access: AccessControl;
  readonly log: Log;
  readonly stops: StopList;
}

/** What calls functions by itself: queues and streams from now on, schedules once they are started. */
export const startTriggers = async (
  plan: Plan,
  { invokeAsync, access, ...setting }: Setting,
): Promise<{ readonly streams: DerivedStreams | undefined; readonly schedules: ScheduleRunner }> => {
  startEventSources(plan, setting);
  const streams = await startStreams(plan, setting);
  const { flows, log, stops } = setting;
  return { streams, schedules: createSchedules(plan, { invoke: invokeAsync, access, flows, log, stops }) };
};
