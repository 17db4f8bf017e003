import { type ChatInfo, type ParleyClient } from '../client';

/** What the user calls a chat: its title, or the other one's name, which only an opened chat tells. */
export async function nameOf(client: ParleyClient, info: ChatInfo): Promise<string> {
  if (info.title !== undefined) return info.title;
  const chat = await client.chats.open(info.chatId);
  const members = chat.info.members ?? (await chat.load()).members ?? [];
  return members.find(({ userId }) => userId !== client.userId)?.userId ?? info.chatId;
}
