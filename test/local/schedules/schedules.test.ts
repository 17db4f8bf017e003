import { planAssembly } from '../../../local/resources/plan-assembly';
import { readAssembly } from '../../../local/assembly/read-assembly';
import { type Plan } from '../../../local/resources/plan';
import { eventually } from '../echo-runtime';
import { FUNCTION, Listening } from '../logging-function';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const ARN = { 'Fn::GetAtt': ['Listener', 'Arn'] };
const noon = Date.parse('2026-01-01T12:00:00Z');

const planOf = (type: string, Properties: Record<string, unknown>): Plan =>
  planAssembly(
    readAssembly(
      writeAssembly({ Main: { Resources: { Listener: FUNCTION, Tick: { Type: type, Properties } } } }),
    ),
    { parameters: {}, addresses: { awsUrl: 'http://127.0.0.1:99' } },
  );

const rule = (target: Record<string, unknown>, properties: Record<string, unknown> = {}): Plan =>
  planOf('AWS::Events::Rule', {
    ScheduleExpression: 'rate(1 hour)',
    Targets: [{ Arn: ARN, Id: 'Target0', ...target }],
    ...properties,
  });

const schedule = (target: Record<string, unknown>, properties: Record<string, unknown> = {}): Plan =>
  planOf('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 hour)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: ARN, RoleArn: 'role', ...target },
    ...properties,
  });

const eventOf = (plan: Plan): unknown => plan.schedules[0]?.targets[0]?.eventAt(noon);

afterAll(removeTemporary);

describe('AWS::Events::Rule', () => {
  it('gives its targets the event of a schedule', () => {
    expect(eventOf(rule({}))).toEqual({
      version: '0',
      id: expect.any(String) as string,
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: '2026-01-01T12:00:00Z',
      region: 'eu-west-1',
      resources: ['arn:aws:events:eu-west-1:000000000000:rule/Main-Tick'],
      detail: {},
    });
  });

  it('gives a constant input, a part of the event, or a template filled from it', () => {
    expect(eventOf(rule({ Input: '{"kind":"sweep"}' }))).toEqual({ kind: 'sweep' });
    expect(eventOf(rule({ InputPath: '$.resources[0]' }))).toBe(
      'arn:aws:events:eu-west-1:000000000000:rule/Main-Tick',
    );
    const InputTransformer = {
      InputPathsMap: { at: '$.time', all: '$.resources' },
      InputTemplate: '{"at":<at>,"text":"at <at> by <aws.events.rule-name>","all":<all>}',
    };
    expect(eventOf(rule({ InputTransformer }))).toEqual({
      at: '2026-01-01T12:00:00Z',
      text: 'at 2026-01-01T12:00:00Z by Main-Tick',
      all: ['arn:aws:events:eu-west-1:000000000000:rule/Main-Tick'],
    });
  });

  it('knows when it is disabled', () => {
    expect(rule({}, { State: 'DISABLED' }).schedules[0]?.isEnabled).toBe(false);
  });

  it('names what it does not do', () => {
    expect(rule({ Arn: 'arn:aws:sns:eu-west-1:000000000000:topic' }).notRun).toEqual([
      'Tick target Target0 (sns)',
    ]);
    expect(rule({}, { EventPattern: { source: ['a'] } }).notRun).toEqual([
      'Tick.EventPattern (AWS::Events::Rule)',
    ]);
  });

  it('stops at an expression that is none', () => {
    expect(() => rule({}, { ScheduleExpression: 'rate(1 week)' })).toThrow(
      'resource Tick (AWS::Events::Rule): rate(1 week)',
    );
    expect(() => rule({}, { ScheduleExpression: 'at(2026-01-01T00:00:00)' })).toThrow(
      'AWS::Scheduler::Schedule only',
    );
  });
});

describe('AWS::Scheduler::Schedule', () => {
  it('gives its own event when it has no input, with the detail as text', () => {
    expect(eventOf(schedule({}))).toMatchObject({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      time: '2026-01-01T12:00:00Z',
      resources: ['arn:aws:scheduler:eu-west-1:000000000000:schedule/default/Main-Tick'],
      detail: '{}',
    });
  });

  it('gives its input, with the context filled in', () => {
    const Input = '{"at":"<aws.scheduler.scheduled-time>","arn":"<aws.scheduler.schedule-arn>"}';
    expect(eventOf(schedule({ Input }))).toEqual({
      at: '2026-01-01T12:00:00Z',
      arn: 'arn:aws:scheduler:eu-west-1:000000000000:schedule/default/Main-Tick',
    });
  });

  it('reads its expression in its time zone', () => {
    const plan = schedule(
      {},
      {
        ScheduleExpression: 'cron(0 9 * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
      },
    );
    expect(plan.schedules[0]?.cadence.next(noon, noon)).toBe(Date.parse('2026-01-02T00:00:00Z'));
  });

  it('names a flexible window, which it does not do', () => {
    const window = { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 } };
    expect(schedule({}, window).notRun).toEqual(['Tick.FlexibleTimeWindow (AWS::Scheduler::Schedule)']);
  });
});

describe('a runtime with schedules', () => {
  /** As CDK writes it for the target of a rule. */
  const leaveFor = (rule: string): Record<string, unknown> => ({
    [`Leave${rule}`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: ARN,
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [rule, 'Arn'] },
      },
    },
  });

  it('invokes functions when the clock is moved, and when a schedule is fired by hand', async () => {
    const listening = await Listening.start({
      ...leaveFor('Daily'),
      Daily: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'cron(0 0 * * ? *)',
          Targets: ['one', 'two'].map((Id) => ({ Id, Arn: ARN, Input: JSON.stringify({ from: Id }) })),
        },
      },
      Off: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          ScheduleExpression: 'rate(1 minute)',
          State: 'DISABLED',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: ARN, RoleArn: 'role', Input: '{"from":"off"}' },
        },
      },
    });
    listening.runtime.moveClock(86_400);
    expect((await listening.heard(2)).length).toBe(2);
    listening.runtime.fireSchedule('Off');
    expect(await listening.heard(3)).toEqual(
      expect.arrayContaining([{ from: 'one' }, { from: 'two' }, { from: 'off' }]),
    );
    expect(() => listening.runtime.fireSchedule('Nothing')).toThrow('No rule or schedule is called Nothing');
    await listening.runtime.stop();
  });

  it('invokes nothing by a rule that the function does not let in, and says what is missing', async () => {
    const lines: string[] = [];
    const rule = {
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'one', Arn: ARN }] },
    };
    const log = (line: string): void => void lines.push(line);
    const listening = await Listening.start({ Let: rule, Not: rule, ...leaveFor('Let') }, '', { log });
    listening.runtime.fireSchedule('Not');
    listening.runtime.fireSchedule('Let');
    await eventually(() => lines.find((line) => line.includes('EVENT')));
    await listening.runtime.stop();
    expect(lines.filter((line) => line.startsWith('invoke'))).toHaveLength(1);
    expect(lines).toContain(
      'iam     events.amazonaws.com may not invoke Listener for arn:aws:events:eu-west-1:000000000000:rule/Main-Not; ' +
        'missing an AWS::Lambda::Permission',
    );
  });
});
