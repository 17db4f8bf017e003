/** When one field of a cron expression holds. */
type FieldTest = (value: number, day: Day) => boolean;

/** A calendar day, with month 1-12 and weekday 1 = Sunday. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  matchesDay(day: Day): boolean;
}

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const fields = {
  minute: { name: 'minutes', from: 0, to: 59 },
  hour: { name: 'hours', from: 0, to: 23 },
  date: { name: 'day of the month', from: 1, to: 31 },
  month: { name: 'month', from: 1, to: 12, names: MONTHS },
  weekday: { name: 'day of the week', from: 1, to: 7, names: WEEKDAYS },
  year: { name: 'year', from: 1970, to: 2199 },
} satisfies Record<string, Field>;

export const weekdayOf = ({ year, month, date }: Day): number =>
  new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 1;

export const lastDateOf = ({ year, month }: Day): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const numberIn = (text: string, field: Field): number => {
  const named = (field.names ?? []).indexOf(text.toUpperCase());
  const value = named >= 0 ? named + field.from : Number(text);
  if (/^(\d+|[A-Za-z]{3})$/.test(text) && value >= field.from && value <= field.to) return value;
  throw new Error(`${JSON.stringify(text)} is no ${field.name}`);
};

/** A value, a range that may wrap (FRI-MON), everything, or a step through one of these. */
const rangeTest = (text: string, field: Field): FieldTest => {
  const [range = '', step] = text.split('/');
  const [first = '', last] = range === '*' ? [String(field.from), String(field.to)] : range.split('-');
  const from = numberIn(first, field);
  const to = last === undefined ? (step === undefined ? from : field.to) : numberIn(last, field);
  const every = step === undefined ? 1 : Number(step);
  if (!Number.isInteger(every) || every < 1) throw new Error(`${JSON.stringify(text)} is no step`);
  const size = field.to - field.from + 1;
  return (value) => {
    const distance = (value - from + size) % size;
    return distance <= (to - from + size) % size && distance % every === 0;
  };
};

/** The weekday nearest to a date within its month. */
const nearestWeekday = (date: number, day: Day): number => {
  const weekday = weekdayOf({ ...day, date });
  if (weekday === 7) return date === 1 ? 3 : date - 1;
  if (weekday !== 1) return date;
  return date === lastDateOf(day) ? date - 2 : date + 1;
};

const dateTest = (text: string): FieldTest => {
  if (text === 'L') return (date, day) => date === lastDateOf(day);
  if (text === 'LW') return (date, day) => date === nearestWeekday(lastDateOf(day), day);
  const near = /^(\d+)W$/.exec(text)?.[1];
  if (near === undefined) return rangeTest(text, fields.date);
  const wanted = numberIn(near, fields.date);
  return (date, day) => wanted <= lastDateOf(day) && date === nearestWeekday(wanted, day);
};

const weekdayTest = (text: string): FieldTest => {
  if (text === 'L') return (weekday) => weekday === 7;
  const [, ofLast, ofNth, nth] = /^(\w+)L$|^(\w+)#([1-5])$/.exec(text) ?? [];
  if (ofLast !== undefined) {
    const wanted = numberIn(ofLast, fields.weekday);
    return (weekday, day) => weekday === wanted && day.date + 7 > lastDateOf(day);
  }
  if (ofNth === undefined) return rangeTest(text, fields.weekday);
  const wanted = numberIn(ofNth, fields.weekday);
  return (weekday, day) => weekday === wanted && Math.ceil(day.date / 7) === Number(nth);
};

const listTest = (text: string, testOf: (part: string) => FieldTest): FieldTest => {
  const tests = text.split(',').map(testOf);
  return (value, day) => tests.some((test) => test(value, day));
};

const valuesOf = (text: string, field: Field): number[] => {
  const test = listTest(text, (part) => rangeTest(part, field));
  const values = Array.from({ length: field.to - field.from + 1 }, (_, index) => field.from + index);
  return values.filter((value) => test(value, { year: 0, month: 1, date: 1 }));
};

/** Reads `minutes hours day-of-month month day-of-week year`; one of the two days must be `?`. */
export const parseCron = (text: string): Cron => {
  const parts = text.trim().split(/\s+/);
  const [minute = '', hour = '', date = '', month = '', weekday = '', year = ''] = parts;
  if (parts.length !== 6) throw new Error(`cron(${text}) has ${parts.length} fields, not 6`);
  if ((date === '?') === (weekday === '?'))
    throw new Error(`cron(${text}) must have ? either as day of the month or as day of the week`);
  const onDay = weekday === '?' ? listTest(date, dateTest) : listTest(weekday, weekdayTest);
  const inMonth = listTest(month, (part) => rangeTest(part, fields.month));
  const inYear = listTest(year, (part) => rangeTest(part, fields.year));
  return {
    minutes: valuesOf(minute, fields.minute),
    hours: valuesOf(hour, fields.hour),
    matchesDay: (day) =>
      inYear(day.year, day) &&
      inMonth(day.month, day) &&
      onDay(weekday === '?' ? day.date : weekdayOf(day), day),
  };
};
