import { parseCron, type Cron } from './cron';
import { dayOf, instantOf, wallClock } from './time-zone';

/** The instants, in milliseconds, at which a schedule is due. */
export interface Cadence {
  /** The first one after an instant; a rate counts from the start. Undefined when none comes. */
  next(afterMs: number, startMs: number): number | undefined;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const UNITS: Readonly<Partial<Record<string, number>>> = {
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: DAY_MS,
};
/** Beyond the last year that a cron expression can name. */
const END = Date.UTC(2200, 0);

const rate = (text: string): Cadence => {
  const [, count, unit, plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const periodMs = Number(count) * (UNITS[unit ?? ''] ?? 0);
  if (!(periodMs > 0) || (plural === '') !== (count === '1'))
    throw new Error(`rate(${text}) is none: write 1 minute, 5 minutes, 1 hour, 2 days`);
  return {
    next: (afterMs, startMs) =>
      afterMs < startMs ? startMs : startMs + (Math.floor((afterMs - startMs) / periodMs) + 1) * periodMs,
  };
};

const timesOn = (wallDay: number, { hours, minutes }: Cron): number[] =>
  hours.flatMap((hour) => minutes.map((minute) => wallDay + hour * 60 * MINUTE_MS + minute * MINUTE_MS));

const nextOf = (cron: Cron, zone: string, afterMs: number): number | undefined => {
  const wall = wallClock(afterMs, zone);
  // From the day before: when clocks go back, an instant to come may show an earlier time than now.
  for (let day = wall - (wall % DAY_MS) - DAY_MS; day < END; day += DAY_MS) {
    if (!cron.matchesDay(dayOf(day))) continue;
    const due = timesOn(day, cron)
      .filter((time) => time > wall - DAY_MS)
      .map((time) => instantOf(time, zone))
      .find((instant) => instant !== undefined && instant > afterMs);
    if (due !== undefined) return due;
  }
  return undefined;
};

const once = (text: string, zone: string): Cadence => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text))
    throw new Error(`at(${text}) is none: write yyyy-mm-ddThh:mm:ss`);
  const instant = instantOf(Date.parse(`${text}Z`), zone);
  return { next: (afterMs) => (instant !== undefined && instant > afterMs ? instant : undefined) };
};

/** Reads `rate(…)`, `cron(…)` or `at(…)`; what is wrong with it is the message of the error. */
export const parseCadence = (expression: string, zone = 'UTC'): Cadence => {
  const [, kind, text = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  // An unknown zone must fail at the start.
  wallClock(0, zone);
  if (kind === 'rate') return rate(text);
  if (kind === 'at') return once(text, zone);
  if (kind !== 'cron') throw new Error(`${expression} is neither rate(…) nor cron(…) nor at(…)`);
  const cron = parseCron(text);
  return { next: (afterMs) => nextOf(cron, zone, afterMs) };
};
