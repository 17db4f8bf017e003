import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import type { CursorRaise, FanOutQueue, MemberCursors } from './ports';
import type { PostPorts } from './post-to-sockets';
import { readAs } from './read-chat';
import { sliceItems } from './slice-items';
import { tellReceipt } from './tell-receipt';

export type ReceiptPorts = RosterPorts & PostPorts & { queue: FanOutQueue };

type Raised = ResponseOf<'markRead'>['chats'][number];
type Named = RequestOf<'markRead'>['chats'][number];

/** Chats that are worked on at the same time. */
const chatsAtOnce = 10;

/**
 * Raises the caller's cursor in each named chat: one conditional write each, however many entries it covers.
 * 1. Read the entry: its ordinal makes unread counts exact, and one that does not exist is refused.
 * 2. Raise the cursor.
 * 3. Tell those whom it concerns, on a retry again: the first try may have died in between.
 */
export async function raiseCursors(
  ports: ReceiptPorts,
  caller: Caller,
  { kind, chats }: { kind: CursorRaise['kind']; chats: readonly Named[] },
): Promise<{ chats: Raised[] }> {
  const raised: Raised[] = [];
  for (const batch of sliceItems(chats, chatsAtOnce)) {
    raised.push(...(await Promise.all(batch.map((named) => raiseCursor(ports, caller, { kind, ...named })))));
  }
  return { chats: raised };
}

async function raiseCursor(
  ports: ReceiptPorts,
  caller: Caller,
  { kind, chatId, seq }: Named & { kind: CursorRaise['kind'] },
): Promise<Raised> {
  const { userId } = caller;
  const { entries } = await ports.log.listFrom(chatId, seq, 1);
  const reading = await readAs(ports, userId, { chatId, entries });
  if (reading === undefined) return { chatId, code: 'not_found' };
  const [entry] = entries;
  if (entry?.seq !== seq || !reading.shows(entry)) return { chatId, code: 'bad_request' };
  const at = new Date(caller.requestedAt).toISOString();
  const before = await ports.chats.raiseCursor(userId, chatId, { kind, seq, ordinal: entry.ordinal, at });
  if (before === undefined) return { chatId, code: 'not_found' };
  const now = afterRaise(before, kind, seq);
  const event = { type: 'receipt' as const, chatId, userId, ...now };
  await tellReceipt(ports, caller, { event, kind, roster: reading.roster, readBefore: before.readSeq });
  return { chatId, ...now };
}

function afterRaise(
  { deliveredSeq, readSeq }: MemberCursors,
  kind: CursorRaise['kind'],
  seq: number,
): { deliveredSeq: number; readSeq: number } {
  const read = kind === 'read' ? Math.max(readSeq, seq) : readSeq;
  return { deliveredSeq: Math.max(deliveredSeq, read, kind === 'delivered' ? seq : 0), readSeq: read };
}
