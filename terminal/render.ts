import { type ConnectionState, type Entry, type Status } from '../client';
import { eventText } from './event-text';
import { printable } from './printable';

const colours = { own: '36', other: '33', read: '34', quiet: '2', bad: '31' } as const;

/** Where lines go: the screen, as far as what writes on it needs to know. */
export interface Output {
  print(line: string): void;
  /** What stands before the input line. */
  setStatus(status: string): void;
}

export interface View {
  output: Output;
  paint: Paint;
}

/** Who looks at an entry, and what has become of it. */
export interface Reading {
  userId: string;
  status: Status;
}

export type Paint = (colour: keyof typeof colours, text: string) => string;

export function painter(isColoured: boolean): Paint {
  return (colour, text) => (isColoured ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text);
}

/** One entry as a line: time, name, text; behind own messages ticks for what has become of them by now. */
export function entryLine(entry: Entry, { userId, status }: Reading, paint: Paint): string {
  const time = paint('quiet', timeOf(entry.sentAt));
  const isOwn = entry.senderId === userId;
  if (entry.contentType === 'EVENT' || entry.contentType === 'UNKNOWN')
    return `${time} ${paint('quiet', `· ${textOf(entry)}`)}`;
  const name = paint(isOwn ? 'own' : 'other', printable(entry.senderId));
  return `${time} ${name}: ${textOf(entry)}${isOwn ? ` ${ticks(status, paint)}` : ''}`;
}

/** One: the server has it for good. Two: all others have it; in colour: they have read it. */
function ticks(status: Status, paint: Paint): string {
  if (status === 'READ') return paint('read', '✓✓');
  return paint('quiet', status === 'DELIVERED' ? '✓✓' : '✓');
}

/** What an entry says, without who says it unless it is an event. */
export function textOf(entry: Entry): string {
  switch (entry.contentType) {
    case 'TEXT':
      return printable(entry.content);
    case 'IMAGE':
    case 'VIDEO':
      return printable(`[${entry.contentType}] ${entry.content.url}`);
    case 'EVENT':
      return eventText(entry.senderId, entry.content);
    case 'UNKNOWN':
      return 'something this version cannot show';
  }
}

/** `Tuesday, 24 November 2026`, for the line above the first entry of a day. */
export function dayOf(sentAt: string): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Date(sentAt).toLocaleDateString('en-GB', day);
}

export function stateText(state: ConnectionState): string {
  if (state.status !== 'waiting') return state.status;
  return `reconnecting in ${Math.max(1, Math.round(state.delayMs / 1000))} s`;
}

function timeOf(sentAt: string): string {
  return new Date(sentAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
