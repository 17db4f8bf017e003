import { parseCadence } from '../../../local/schedules/cadence';

const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);

const following = (
  expression: string,
  after: string,
  { count = 1, zone = 'UTC' } = {},
): (string | undefined)[] => {
  const cadence = parseCadence(expression, zone);
  const found: (number | undefined)[] = [];
  for (let at: number | undefined = Date.parse(`${after}Z`); found.length < count && at !== undefined;) {
    at = cadence.next(at, Date.parse(`${after}Z`));
    found.push(at);
  }
  return found.map(iso);
};

describe('parseCadence', () => {
  it.each<[string, string, string]>([
    ['rate(5 minutes)', '2026-01-01T00:02', '2026-01-01T00:07'],
    ['rate(1 day)', '2026-01-01T00:02', '2026-01-02T00:02'],
    ['cron(15 10 * * ? *)', '2026-01-01T10:15', '2026-01-02T10:15'],
    ['cron(0/15 * * * ? *)', '2026-01-01T00:01', '2026-01-01T00:15'],
    ['cron(0 18 ? * MON-FRI *)', '2026-01-02T19:00', '2026-01-05T18:00'],
    ['cron(0 8 1 JAN,JUL ? *)', '2026-01-01T09:00', '2026-07-01T08:00'],
    ['cron(0 0 L * ? *)', '2028-02-01T00:00', '2028-02-29T00:00'],
    ['cron(0 0 15W * ? *)', '2026-02-01T00:00', '2026-02-16T00:00'],
    ['cron(0 0 1W * ? *)', '2026-07-31T00:00', '2026-08-03T00:00'],
    ['cron(0 0 ? * 3#2 *)', '2026-01-01T00:00', '2026-01-13T00:00'],
    ['cron(0 0 ? * 6L *)', '2026-01-01T00:00', '2026-01-30T00:00'],
    ['cron(0 0 ? * FRI-MON *)', '2026-01-06T00:00', '2026-01-09T00:00'],
    ['cron(30 9 4 5 ? 2030)', '2026-01-01T00:00', '2030-05-04T09:30'],
    ['at(2026-03-01T12:00:00)', '2026-01-01T00:00', '2026-03-01T12:00'],
  ])('is due by %s after %s at %s', (expression, after, due) => {
    expect(following(expression, after)).toEqual([due]);
  });

  it('counts a rate from the start', () => {
    expect(following('rate(2 hours)', '2026-01-01T00:10', { count: 2 })).toEqual([
      '2026-01-01T02:10',
      '2026-01-01T04:10',
    ]);
  });

  it('comes to an end', () => {
    expect(following('cron(0 0 1 1 ? 2020)', '2026-01-01T00:00')).toEqual([undefined]);
    expect(following('at(2025-01-01T00:00:00)', '2026-01-01T00:00')).toEqual([undefined]);
  });

  it('skips a time that does not exist when clocks go forward', () => {
    expect(following('cron(30 2 * * ? *)', '2026-03-28T00:00', { count: 2, zone: 'Europe/Berlin' })).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
    ]);
  });

  it('is due once when clocks show the time twice', () => {
    expect(following('cron(30 2 * * ? *)', '2026-10-24T12:00', { count: 2, zone: 'Europe/Berlin' })).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('takes one time in the zone that is given', () => {
    expect(following('at(2026-07-01T09:00:00)', '2026-01-01T00:00', { zone: 'America/New_York' })).toEqual([
      '2026-07-01T13:00',
    ]);
  });

  it.each([
    ['rate(0 minutes)'],
    ['rate(1 minutes)'],
    ['rate(5 seconds)'],
    ['cron(* * * * * *)'],
    ['cron(0 0 ? * ? *)'],
    ['cron(61 0 * * ? *)'],
    ['cron(0 0 * * ?)'],
    ['at(tomorrow)'],
    ['every day'],
  ])('refuses %s', (expression) => {
    expect(() => parseCadence(expression)).toThrow();
  });

  it('refuses a zone that does not exist', () => {
    expect(() => parseCadence('rate(1 day)', 'Mars/Olympus')).toThrow('Mars/Olympus');
  });
});
