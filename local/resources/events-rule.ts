import * as v from 'valibot';
import { NotRunError, orNotRun } from '../assembly/not-run-error';
import { parseJson } from '../json';
import { type Cadence, parseCadence } from '../schedules/cadence';
import { transformInput, valueAt } from '../schedules/input-transformer';
import { scheduledEvent } from '../schedules/scheduled-event';
import { functionTargetIn } from './function-arn';
import { type Plan, type ScheduleTarget } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { textRecord } from './schemas';

const target = v.looseObject({
  Arn: v.string(),
  Id: v.string(),
  Input: v.optional(v.string()),
  InputPath: v.optional(v.string()),
  InputTransformer: v.optional(
    v.looseObject({ InputPathsMap: v.optional(textRecord, {}), InputTemplate: v.string() }),
  ),
});
type Target = v.InferOutput<typeof target>;

const entries = {
  ScheduleExpression: v.optional(v.string()),
  EventBusName: v.optional(v.string(), 'default'),
  State: v.optional(v.string(), 'ENABLED'),
};

const targetList = v.optional(v.array(target), []);

const ruleName = (resource: Resource): string => resource.physicalName('Name', 64);

const ruleArn = (resource: Resource): string => resource.arn('events', `rule/${ruleName(resource)}`);

const inputOf = (resource: Resource, given: Target, event: Record<string, unknown>): unknown => {
  if (given.Input !== undefined) return parseJson(given.Input);
  if (given.InputPath !== undefined) return valueAt(event, given.InputPath);
  if (!given.InputTransformer) return event;
  const { InputPathsMap: paths, InputTemplate: template } = given.InputTransformer;
  return transformInput({ paths, template }, event, {
    'aws.events.rule-arn': ruleArn(resource),
    'aws.events.rule-name': ruleName(resource),
    'aws.events.event.ingestion-time': event['time'],
    'aws.events.event': event,
    'aws.events.event.json': event,
  });
};

const targetOf = (resource: Resource, given: Target): ScheduleTarget => {
  const source = { source: 'aws.events', arn: ruleArn(resource), region: resource.stack.region } as const;
  return {
    functionName: functionTargetIn(resource, given.Arn),
    ruleArn: source.arn,
    eventAt: (atMs) => inputOf(resource, given, scheduledEvent(source, atMs)),
  };
};

export const cadenceOf = (resource: Resource, expression: string, zone?: string): Cadence => {
  try {
    return parseCadence(expression, zone);
  } catch (error) {
    return resource.fail(error instanceof Error ? error.message : String(error));
  }
};

/** Those that refer to nothing that does not run; the others are named, and keep none of these from being called. */
const knownTargets = (resource: Resource, plan: Plan): Target[] => {
  const whole = orNotRun(() => resource.properties({ Targets: targetList }).Targets);
  if (!(whole instanceof NotRunError)) return whole;
  return [resource.unresolved('Targets')].flat().flatMap((given, index) => {
    const one = orNotRun(() => resource.parse(target, resource.resolve(given)));
    if (!(one instanceof NotRunError)) return one;
    plan.notRun.push(one.listed(`${resource.logicalId}.Targets.${index} (${resource.type})`));
    return [];
  });
};

const isFunction = ({ Arn }: Target): boolean => Arn.includes(':lambda:');

const functionsIn = (resource: Resource, plan: Plan): Target[] => {
  const targets = knownTargets(resource, plan);
  for (const { Id, Arn } of targets.filter((one) => !isFunction(one)))
    plan.notRun.push(`${resource.logicalId} target ${Id} (${Arn.split(':')[2] ?? Arn})`);
  return targets.filter(isFunction);
};

const planRule = (resource: Resource, plan: Plan): void => {
  const rule = resource.properties(entries);
  if (rule.ScheduleExpression === undefined) return;
  if (rule.ScheduleExpression.startsWith('at(')) resource.fail('at(…) is for AWS::Scheduler::Schedule only');
  plan.schedules.push({
    name: ruleName(resource),
    stackName: resource.stack.name,
    logicalId: resource.logicalId,
    cadence: cadenceOf(resource, rule.ScheduleExpression),
    isEnabled: rule.State !== 'DISABLED',
    startsAtOnce: false,
    targets: functionsIn(resource, plan).map((one) => targetOf(resource, one)),
  });
};

export const eventsRule: ResourceType = {
  type: 'AWS::Events::Rule',
  ref: ruleName,
  attributes: { Arn: ruleArn },
  honours: { ...entries, Targets: targetList, Name: v.optional(v.string()) },
  withoutEffect: [
    // For people and bills.
    'Description',
    'Tags',
    // Functions are invoked by their leave, not in a role.
    'RoleArn',
    'Targets.RoleArn',
    // They begin where Lambda does not take an event; its queue of asynchronous events takes every one here.
    'Targets.RetryPolicy',
    'Targets.DeadLetterConfig',
  ],
  plan: planRule,
};
