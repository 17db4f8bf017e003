import { directChatId } from '../../lambda/domain/chat-id';
import { createChat } from '../../lambda/domain/create-chat';
import { sendMessage } from '../../lambda/domain/send-message';
import { aCaller, aMessageId, aSocket, type ChatWorld, chatWorld } from './chat-world';

export const chatId = directChatId('alice', 'bob');

/** Alice and Bob, both connected, in the chat that Alice made. */
export async function aChat(): Promise<ChatWorld> {
  const world = chatWorld();
  await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-1' }));
  await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-1' }));
  await createChat(world, aCaller(world, 'alice'), {
    action: 'createChat',
    requestId: '1',
    type: 'DIRECT',
    with: 'bob',
  });
  world.poster.posted.length = 0;
  return world;
}

export function send(
  world: ChatWorld,
  userId: string,
  { name, afterSeq, content = 'hi' }: { name: string; afterSeq: number; content?: string },
) {
  const clientMessageId = aMessageId(name);
  return sendMessage(world, aCaller(world, userId), {
    action: 'sendMessage',
    requestId: '1',
    chatId,
    clientMessageId,
    afterSeq,
    contentType: 'TEXT',
    content,
  });
}

export async function seqs(world: ChatWorld): Promise<number[]> {
  return (await world.log.listFrom(chatId, 1, 1000)).entries.map((entry) => entry.seq);
}
