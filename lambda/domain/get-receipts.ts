import { limits, type RequestOf, type ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
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
  const members = page.map(([other, { joinedSeq }]) => {
    const cursors = stored.get(other) ?? { deliveredSeq: joinedSeq, readSeq: joinedSeq };
    // Read before it was reported as delivered: then it was delivered when it was read.
    const delivered =
      cursors.readSeq > cursors.deliveredSeq
        ? { deliveredSeq: cursors.readSeq, ...(cursors.readAt && { deliveredAt: cursors.readAt }) }
        : {};
    return { userId: other, ...cursors, ...delivered };
  });
  const nextCursor = others.length > page.length ? page.at(-1)?.[0] : undefined;
  return { members, ...(nextCursor === undefined ? {} : { nextCursor }) };
}
