import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { parseJson } from '../json';
import { scheduledEvent, timeText } from '../schedules/scheduled-event';
import { cadenceOf } from './events-rule';
import { functionTargetIn } from './function-arn';
import { type Plan, type ScheduleTarget } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = {
  ScheduleExpression: v.string(),
  ScheduleExpressionTimezone: v.optional(v.string(), 'UTC'),
  State: v.optional(v.string(), 'ENABLED'),
  GroupName: v.optional(v.string(), 'default'),
  StartDate: v.optional(v.string()),
  EndDate: v.optional(v.string()),
  FlexibleTimeWindow: v.optional(v.looseObject({ Mode: v.optional(v.string(), 'OFF') }), {}),
  Target: v.looseObject({
    Arn: v.string(),
    Input: v.optional(v.string()),
    RetryPolicy: v.optional(v.unknown()),
    DeadLetterConfig: v.optional(v.unknown()),
  }),
};
type Schedule = v.InferOutput<v.ObjectSchema<typeof entries, undefined>>;

const scheduleName = (resource: Resource): string => resource.physicalName('Name', 64);

const scheduleArn = (resource: Resource): string => {
  const { GroupName } = resource.properties({ GroupName: entries.GroupName });
  return resource.arn('scheduler', `schedule/${GroupName}/${scheduleName(resource)}`);
};

const withContext = (resource: Resource, input: string, atMs: number): string =>
  input
    .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn(resource))
    .replaceAll('<aws.scheduler.scheduled-time>', timeText(atMs))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');

const targetOf = (resource: Resource, { Target }: Schedule): ScheduleTarget => {
  const source = {
    source: 'aws.scheduler',
    arn: scheduleArn(resource),
    region: resource.stack.region,
  } as const;
  const { Input: input } = Target;
  return {
    functionName: functionTargetIn(resource, Target.Arn),
    eventAt: (atMs) =>
      input === undefined ? scheduledEvent(source, atMs) : parseJson(withContext(resource, input, atMs)),
  };
};

const nameWhatIsIgnored = (resource: Resource, schedule: Schedule, plan: Plan): void => {
  const name = (property: string): void =>
    void plan.notRun.push(`${resource.logicalId}.${property} (${resource.type})`);
  if (schedule.FlexibleTimeWindow.Mode !== 'OFF') name('FlexibleTimeWindow');
  if (schedule.Target.RetryPolicy !== undefined) name('Target.RetryPolicy');
  if (schedule.Target.DeadLetterConfig !== undefined) name('Target.DeadLetterConfig');
};

const planSchedule = (resource: Resource, plan: Plan): void => {
  const schedule = resource.properties(entries);
  const { ScheduleExpression: expression, StartDate: start, EndDate: end, Target } = schedule;
  if (!Target.Arn.includes(':lambda:') || Target.Arn.includes(':aws-sdk:'))
    return void plan.notRun.push(`${resource.logicalId} (its target ${Target.Arn})`);
  if (Target.Input !== undefined && parseJson(Target.Input) === undefined)
    resource.fail('Target.Input of a Lambda function must be JSON');
  nameWhatIsIgnored(resource, schedule, plan);
  plan.schedules.push({
    name: scheduleName(resource),
    stackName: resource.stack.name,
    logicalId: resource.logicalId,
    cadence: cadenceOf(resource, expression, schedule.ScheduleExpressionTimezone),
    isEnabled: schedule.State !== 'DISABLED',
    startsAtOnce: expression.startsWith('rate('),
    ...(start !== undefined && { startsAtMs: Date.parse(start) }),
    ...(end !== undefined && { endsAtMs: Date.parse(end) }),
    targets: [targetOf(resource, schedule)],
  });
};

export const schedulerSchedule: ResourceType = {
  type: 'AWS::Scheduler::Schedule',
  ref: scheduleName,
  attributes: { Arn: scheduleArn },
  plan: planSchedule,
};
