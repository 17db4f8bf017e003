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
  FlexibleTimeWindow: v.optional(
    v.looseObject({ Mode: v.optional(v.string(), 'OFF'), MaximumWindowInMinutes: v.optional(v.unknown()) }),
    {},
  ),
  Target: v.looseObject({
    Arn: v.string(),
    RoleArn: v.string(),
    Input: v.optional(v.string()),
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
  const { Input: input, Arn: functionArn, RoleArn: roleArn } = Target;
  const { logicalId } = resource;
  return {
    functionName: functionTargetIn(resource, functionArn),
    functionArn,
    invoker: { name: scheduleName(resource), logicalId, roleArn, region: resource.stack.region },
    eventAt: (atMs) =>
      input === undefined ? scheduledEvent(source, atMs) : parseJson(withContext(resource, input, atMs)),
  };
};

/** Why nothing is invoked by it here. */
const whyNotRun = (resource: Resource): string | undefined => {
  const { Arn } = resource.properties(entries).Target;
  return !Arn.includes(':lambda:') || Arn.includes(':aws-sdk:') ? `its target ${Arn}` : undefined;
};

const planSchedule = (resource: Resource, plan: Plan): void => {
  const schedule = resource.properties(entries);
  const { ScheduleExpression: expression, StartDate: start, EndDate: end, Target } = schedule;
  if (Target.Input !== undefined && parseJson(Target.Input) === undefined)
    resource.fail('Target.Input of a Lambda function must be JSON');
  if (schedule.FlexibleTimeWindow.Mode !== 'OFF')
    plan.notRun.push(`${resource.logicalId}.FlexibleTimeWindow (${resource.type})`);
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
  honours: { ...entries, Name: v.optional(v.string()) },
  withoutEffect: [
    'Description',
    // How it is kept.
    'KmsKeyArn',
    // They begin where Lambda does not take an event; its queue of asynchronous events takes every one here.
    'Target.RetryPolicy',
    'Target.DeadLetterConfig',
  ],
  whyNotRun,
  plan: planSchedule,
};
