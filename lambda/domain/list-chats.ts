import type { ListedChat, RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import { countUnread } from './count-unread';
import { FrameBudget } from './frame-budget';
import type { LogEntry } from './log-entry';
import type { UserChat } from './ports';
import { previewOf } from './preview';
import { readAs } from './read-chat';
import { type Roster, toChat, toMembers } from './roster';

/**
 * One page of the caller's chats, each with its newest entry and how much of it is unread. The list is read strongly
 * consistent: a device that connects in the lag of an index would never hear of a quiet chat. Chats come in the order of
 * their ids; who wants them by activity loads all pages and sorts.
 */
export async function listChats(
  ports: RosterPorts,
  caller: Caller,
  { cursor, limit }: RequestOf<'listChats'>,
): Promise<ResponseOf<'listChats'>> {
  const page = await ports.chats.listUserChats(caller.userId, cursor, limit);
  const newest = await Promise.all(
    page.chats.map(async ({ chatId }) => (await ports.log.listBefore(chatId, undefined, 1)).entries),
  );
  // After the logs: who was removed meanwhile must not see what came later.
  const rosters = await ports.chats.getRosters(page.chats.map(({ chatId }) => chatId));
  const chats = await Promise.all(
    page.chats.map((userChat, index) =>
      listChat(ports, caller, {
        userChat,
        entries: newest[index] ?? [],
        stored: rosters.get(userChat.chatId),
      }),
    ),
  );
  const listed = chats.filter((chat) => chat !== undefined);
  const fitting = new FrameBudget().take(listed);
  const nextCursor = fitting.length < listed.length ? fitting.at(-1)?.chatId : page.nextChatId;
  return { chats: fitting, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

/** undefined: the list is behind the log, which knows that the caller has left. */
async function listChat(
  ports: RosterPorts,
  { userId }: Caller,
  { userChat, entries, stored }: { userChat: UserChat; entries: LogEntry[]; stored: Roster | undefined },
): Promise<ListedChat | undefined> {
  const { chatId, joinedSeq, deliveredSeq, readSeq, mutedUntil } = userChat;
  const reading = await readAs(ports, userId, { chatId, entries, stored });
  if (reading === undefined) return undefined;
  const last = entries.find(reading.shows);
  return {
    ...toChat(chatId, reading.roster, reading.end.seq),
    ...(reading.roster.type === 'DIRECT' ? { members: toMembers(reading.roster) } : {}),
    ...(last === undefined ? {} : previewOf(last)),
    unread:
      last === undefined ? 0 : await countUnread(ports, { userId, userChat, roster: reading.roster, last }),
    cursors: {
      joinedSeq,
      deliveredSeq: Math.max(deliveredSeq, readSeq),
      readSeq,
      ...(mutedUntil === undefined ? {} : { mutedUntil }),
    },
  };
}
