import { type ConnectionState, type Entry } from '../client';

const colours = { own: '36', other: '33', quiet: '2', bad: '31' } as const;

export type Paint = (colour: keyof typeof colours, text: string) => string;

export function painter(isColoured: boolean): Paint {
  return (colour, text) => (isColoured ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text);
}

/** What others wrote must not move the cursor, clear the screen or set the title: control characters become visible. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === '\n' ? '\n      ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** One entry as a line: time, name, text; a tick behind own messages, which the server has for good. */
export function entryLine(entry: Entry, userId: string, paint: Paint): string {
  const time = paint('quiet', timeOf(entry.sentAt));
  const isOwn = entry.senderId === userId;
  if (entry.contentType === 'EVENT')
    return `${time} ${paint('quiet', `· ${printable(entry.senderId)} opened this chat`)}`;
  if (entry.contentType === 'UNKNOWN')
    return `${time} ${paint('quiet', '· something this version cannot show')}`;
  const name = paint(isOwn ? 'own' : 'other', printable(entry.senderId));
  const text = entry.contentType === 'TEXT' ? entry.content : `[${entry.contentType}] ${entry.content.url}`;
  return `${time} ${name}: ${printable(text)}${isOwn ? paint('quiet', ' ✓') : ''}`;
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
