import { limits, type RequestOf, type ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import type { MemberCursors } from './ports';
import { readAsMember } from './read-chat';

/** How far each other member of a chat is, and since when, a page at a time. */
export async function getReceipts(
  ports: RosterPorts,
  { userId }: Caller,
  { chatId, cursor }: RequestOf<'getReceipts'>,
): Promise<ResponseOf<'getReceipts'>> {
  const { entries } = await ports.log.listBefore(chatId, undefined, 1);
  const { roster } = await readAsMember(ports, userId, { chatId, entries });
  const others = [...roster.members]
    .filter(([other]) => other !== userId && other > (cursor ?? ''))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const page = others.slice(0, limits.membersPerPage);
  const stored = await ports.chats.listCursors(
    chatId,
    page.map(([other]) => other),
  );
  const members = page.map(([other, { joinedSeq }]) =>
    receiptOf(other, stored.get(other) ?? { deliveredSeq: joinedSeq, readSeq: joinedSeq }),
  );
  const nextCursor = others.length > page.length ? page.at(-1)?.[0] : undefined;
  return { members, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

/** Field by field: what else is stored of a member, like whether they have muted the chat, is theirs alone. */
function receiptOf(userId: string, cursors: MemberCursors): ResponseOf<'getReceipts'>['members'][number] {
  const { readSeq, readAt } = cursors;
  // Read before it was reported as delivered: then it was delivered when it was read.
  const isReadFirst = readSeq > cursors.deliveredSeq;
  const deliveredSeq = isReadFirst ? readSeq : cursors.deliveredSeq;
  const deliveredAt = isReadFirst && readAt !== undefined ? readAt : cursors.deliveredAt;
  return {
    userId,
    deliveredSeq,
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    readSeq,
    ...(readAt === undefined ? {} : { readAt }),
  };
}
