import { type ChatInfo, type Member, type ParleyClient } from '../client';

/** What the user calls a chat: its title, or the other one's name; only events of a direct chat do not tell it. */
export async function nameOf(client: ParleyClient, info: ChatInfo): Promise<string> {
  if (info.title !== undefined) return info.title;
  const members = info.members ?? (await loadMembers(client, info.chatId));
  return members.find(({ userId }) => userId !== client.userId)?.userId ?? info.chatId;
}

async function loadMembers(client: ParleyClient, chatId: string): Promise<Member[]> {
  const chat = await client.chats.open(chatId);
  return chat.info.members ?? (await chat.load()).members ?? [];
}
