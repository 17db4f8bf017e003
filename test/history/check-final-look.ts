import type { Finding, Listed, RosterSeen } from './history';
import { type ChatStory, isExpired, type Story } from './story';

/** What devices were told when all was over and they asked for everything: it must be what the logs say. */
export function checkFinalLook(story: Story): Finding[] {
  const { events, endedAt } = story.history;
  return events
    .filter((event) => event.at >= endedAt)
    .flatMap((event) => {
      if (event.kind === 'listed') return checkList(story, event);
      return event.kind === 'roster' ? checkRoster(story, event) : [];
    });
}

function checkList(
  { chats, devices }: Story,
  { at, askedAt = at, deviceId, chats: listed }: Listed,
): Finding[] {
  const userId = devices.get(deviceId)?.userId ?? '';
  const findings: Finding[] = [];
  const differs = (chatId: string, detail: string) =>
    findings.push({ kind: 'list-differs', chatId, deviceId, detail });
  const own = new Map(listed.map((chat) => [chat.chatId, chat]));
  for (const chat of chats.values()) {
    const listedChat = own.get(chat.chatId);
    own.delete(chat.chatId);
    if (!membersOf(chat).includes(userId)) {
      if (listedChat) differs(chat.chatId, `${userId} is not in it`);
      continue;
    }
    if (!listedChat) {
      differs(chat.chatId, `${userId} is in it`);
      continue;
    }
    const newest = chat.log.at(-1);
    // Of a log that has all expired nobody knows the end, only that it was not further on.
    if (isExpired(newest, at) ? listedChat.lastSeq < (newest?.seq ?? 0) : listedChat.lastSeq !== newest?.seq)
      differs(chat.chatId, `lastSeq is ${listedChat.lastSeq}`);
    const most = unreadIn(chat, { userId, at: askedAt, readSeq: listedChat.readSeq });
    const least = unreadIn(chat, { userId, at, readSeq: listedChat.readSeq });
    if (listedChat.unread > most || listedChat.unread < least)
      differs(
        chat.chatId,
        `unread is ${listedChat.unread}, not ${most === least ? most : `${least} to ${most}`}`,
      );
  }
  for (const chatId of own.keys()) differs(chatId, 'it has no log');
  return findings;
}

/** Messages above the cursor that have not expired; none if the newest entry is a message of the user's own. */
function unreadIn(
  { log }: ChatStory,
  { userId, at, readSeq }: { userId: string; at: number; readSeq: number },
): number {
  const newest = log.at(-1);
  if (newest?.senderId === userId && typeof newest.body === 'string') return 0;
  const unread = log.filter((entry) => entry.seq > readSeq && !isExpired(entry, at));
  return unread.filter(({ body }) => typeof body === 'string').length;
}

function checkRoster({ chats }: Story, { chatId, deviceId, userIds }: RosterSeen): Finding[] {
  const chat = chats.get(chatId);
  const members = chat ? membersOf(chat) : [];
  const told = [...userIds].sort().join(' ');
  if (members.join(' ') === told) return [];
  const detail = `the members are ${members.join(' ')}, not ${told}`;
  return [{ kind: 'roster-differs', chatId, deviceId, detail }];
}

function membersOf({ memberships }: ChatStory): string[] {
  return [...memberships]
    .filter(([, times]) => times.at(-1)?.toSeq === Infinity)
    .map(([userId]) => userId)
    .sort();
}
