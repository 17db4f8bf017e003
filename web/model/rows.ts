import { type Entry, type OutgoingUpdate } from '../../client';
import { dayKey } from './when';

/** Somebody's message, stored or on its way. */
export interface MessageRow {
  readonly kind: 'message';
  readonly key: string;
  readonly senderId: string;
  readonly at: number;
  readonly isOwn: boolean;
  readonly entry?: Exclude<Entry, { contentType: 'EVENT' }>;
  readonly outgoing?: OutgoingUpdate;
  /** It is the first, or the last, of a run of messages of one sender. */
  readonly starts: boolean;
  readonly ends: boolean;
}

/** What stands in one line of a conversation. */
export type Row =
  | MessageRow
  | { readonly kind: 'start'; readonly key: string }
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  | {
      readonly kind: 'event';
      readonly key: string;
      readonly entry: Extract<Entry, { contentType: 'EVENT' }>;
    };

export interface RowOptions {
  readonly entries: readonly Entry[];
  readonly outgoing: readonly OutgoingUpdate[];
  readonly userId: string | undefined;
  /** The line "new" stands above the first message of others after this entry. */
  readonly readSeq: number | undefined;
  readonly isWhole: boolean;
}

/** Messages of one sender stand together if no more than this is between them. */
const groupMs = 5 * 60_000;

/** Stays the same when an own message becomes an entry, so that its bubble stays, too. */
const keyOf = (senderId: string, clientMessageId: string): string => `${senderId} ${clientMessageId}`;

export function conversationRows({ entries, outgoing, userId, readSeq, isWhole }: RowOptions): Row[] {
  const rows: Row[] = isWhole ? [{ kind: 'start', key: 'start' }] : [];
  let [lastDay, hasUnreadLine] = ['', readSeq === undefined];
  const dayLine = (at: number) => {
    const day = dayKey(at);
    if (day !== lastDay) rows.push({ kind: 'day', key: `day ${day}`, at });
    lastDay = day;
  };
  for (const entry of entries) {
    const at = Date.parse(entry.sentAt);
    dayLine(at);
    const { senderId } = entry;
    if (entry.contentType === 'EVENT') {
      rows.push({ kind: 'event', key: `event ${entry.seq}`, entry });
      continue;
    }
    if (!hasUnreadLine && entry.seq > (readSeq ?? 0) && senderId !== userId) {
      rows.push({ kind: 'unread', key: 'unread' });
      hasUnreadLine = true;
    }
    rows.push({
      ...grouping,
      key: keyOf(senderId, entry.clientMessageId),
      senderId,
      at,
      isOwn: senderId === userId,
      entry,
    });
  }
  for (const update of outgoing) {
    // The clock of this device may be behind the server's: what comes last is not from an earlier day.
    const at = Math.max(update.queuedAt, Date.parse(entries.at(-1)?.sentAt ?? '') || 0);
    dayLine(at);
    const senderId = userId ?? '';
    const key = keyOf(senderId, update.clientMessageId);
    rows.push({ ...grouping, key, senderId, at, isOwn: true, outgoing: update });
  }
  return grouped(rows);
}

const grouping = { kind: 'message', starts: true, ends: true } as const;

function grouped(rows: readonly Row[]): Row[] {
  return rows.map((row, index) => {
    if (row.kind !== 'message') return row;
    return { ...row, starts: !isTogether(rows[index - 1], row), ends: !isTogether(row, rows[index + 1]) };
  });
}

function isTogether(one: Row | undefined, next: Row | undefined): boolean {
  if (one?.kind !== 'message' || next?.kind !== 'message') return false;
  return one.senderId === next.senderId && next.at - one.at < groupMs;
}
