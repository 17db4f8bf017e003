import { type Day } from './cron';

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
};

/** What the clocks of a zone show at an instant, as if that were UTC. */
export const wallClock = (ms: number, zone: string): number => {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
};

const DAY_MS = 86_400_000;

/**
 * The instant at which the clocks of a zone show a time. Undefined when they skip it (spring); the first of the two when
 * they show it twice (autumn).
 */
export const instantOf = (wall: number, zone: string): number | undefined => {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((ms) => wallClock(ms, zone) - ms);
  const candidates = offsets.map((offset) => wall - offset).filter((ms) => wallClock(ms, zone) === wall);
  return candidates.length === 0 ? undefined : Math.min(...candidates);
};

export const dayOf = (wall: number): Day => {
  const date = new Date(wall);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() };
};
