import { parseCadence } from '../../../local/schedules/cadence';
import { ScheduleRunner } from '../../../local/schedules/schedule-runner';
import { type SchedulePlan } from '../../../local/resources/plan';

const startMs = Date.parse('2026-01-01T00:00:00Z');

const aSchedule = (
  logicalId: string,
  expression: string,
  fields: Partial<SchedulePlan> = {},
): SchedulePlan => ({
  name: logicalId,
  stackName: 'Main',
  logicalId,
  cadence: parseCadence(expression),
  isEnabled: true,
  startsAtOnce: false,
  targets: [{ functionName: logicalId, eventAt: (atMs) => new Date(atMs).toISOString().slice(11, 16) }],
  ...fields,
});

describe('ScheduleRunner', () => {
  let runner: ScheduleRunner;
  let fired: string[];
  const run = (...plans: SchedulePlan[]): void => {
    fired = [];
    runner = new ScheduleRunner(
      plans,
      ({ functionName }, event) => fired.push(`${functionName} ${String(event)}`),
      () => undefined,
    );
    runner.start();
  };
  beforeEach(() => jest.useFakeTimers({ now: startMs }));
  afterEach(() => {
    runner.stop();
    jest.useRealTimers();
  });

  it('fires when time has come', () => {
    run(aSchedule('five', 'rate(5 minutes)'));
    jest.advanceTimersByTime(11 * 60_000);
    expect(fired).toEqual(['five 00:05', 'five 00:10']);
  });

  it('fires in order all that falls due when the clock is moved', () => {
    run(aSchedule('hourly', 'rate(1 hour)'), aSchedule('half', 'cron(30 * * * ? *)'));
    runner.move(2 * 3_600_000);
    expect(fired).toEqual(['half 00:30', 'hourly 01:00', 'half 01:30', 'hourly 02:00']);
  });

  it('fires every target', () => {
    const eventAt = (): string => 'x';
    run(
      aSchedule('two', 'rate(1 hour)', {
        targets: ['a', 'b'].map((functionName) => ({ functionName, eventAt })),
      }),
    );
    runner.move(3_600_000);
    expect(fired).toEqual(['a x', 'b x']);
  });

  it('leaves a disabled schedule alone until it is fired by hand', () => {
    run(aSchedule('off', 'rate(1 hour)', { isEnabled: false }));
    runner.move(86_400_000);
    expect(fired).toEqual([]);
    expect(runner.fire('off')).toBe(true);
    expect(fired).toEqual(['off 00:00']);
    expect(runner.fire('nothing')).toBe(false);
  });

  it('starts at once, or when the first date comes, and ends with the last', () => {
    const startsAtMs = startMs + 90 * 60_000;
    run(
      aSchedule('now', 'rate(1 hour)', { startsAtOnce: true, endsAtMs: startMs + 3_600_000 }),
      aSchedule('later', 'rate(1 hour)', { startsAtOnce: true, startsAtMs }),
    );
    runner.move(3 * 3_600_000);
    expect(fired).toEqual(['now 00:00', 'now 01:00', 'later 01:30', 'later 02:30']);
  });
});
