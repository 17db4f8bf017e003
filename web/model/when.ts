const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en', { weekday: 'long' });
const shortWeekday = new Intl.DateTimeFormat('en', { weekday: 'short' });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });

const dayMs = 86_400_000;

/** Days from the first to the second, by the calendar of this place. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(later) - midnight(earlier)) / dayMs);
}

/** The calendar day, as a key. */
export function dayKey(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

export function clockText(at: number): string {
  return time.format(at);
}

export function dayText(at: number, now: number): string {
  const days = daysBetween(new Date(at), new Date(now));
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return days > 1 && days < 7 ? weekday.format(at) : day.format(at);
}

/** As short as the list of conversations wants it. */
export function listText(at: number, now: number): string {
  const days = daysBetween(new Date(at), new Date(now));
  if (days === 0) return time.format(at);
  if (days === 1) return 'Yesterday';
  return days > 1 && days < 7 ? shortWeekday.format(at) : shortDay.format(at);
}

/** How long ago somebody was there, as somebody would say it. */
export function lastSeenText(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return 'last seen just now';
  if (minutes < 60) return `last seen ${minutes} min ago`;
  const days = daysBetween(new Date(at), new Date(now));
  if (days === 0) return `last seen at ${time.format(at)}`;
  return days === 1 ? `last seen yesterday at ${time.format(at)}` : `last seen on ${shortDay.format(at)}`;
}
