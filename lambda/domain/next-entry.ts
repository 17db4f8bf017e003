import type { EntryBody, LogEntry } from './log-entry';
import type { LogEnd } from './log-end';
import { messageId, nextSentAt } from './message-id';

/** What the caller brings to an entry; the log adds its place and time. */
export type EntryDraft = EntryBody & { chatId: string; senderId: string; clientMessageId: string };

const secondsPerDay = 86_400;

/** The entry that follows the end of a log (undefined: the first of its chat), kept for `retentionDays` from its sentAt. */
export function nextEntry(
  draft: EntryDraft,
  end: LogEnd | undefined,
  { nowMs, retentionDays }: { nowMs: number; retentionDays: number },
): LogEntry {
  const seq = (end?.seq ?? 0) + 1;
  const sentAtMs = nextSentAt(nowMs, seq, end === undefined ? 0 : Date.parse(end.sentAt));
  const isMessage = draft.contentType !== 'EVENT';
  return {
    ...draft,
    seq,
    ordinal: (end?.ordinal ?? 0) + (isMessage ? 1 : 0),
    eventSeq: isMessage ? (end?.eventSeq ?? 0) : seq,
    messageId: messageId(draft.chatId, seq, sentAtMs),
    sentAt: new Date(sentAtMs).toISOString(),
    expiresAt: Math.floor(sentAtMs / 1000) + retentionDays * secondsPerDay,
  };
}
