import { addMembers } from '../../lambda/domain/add-members';
import { createChat } from '../../lambda/domain/create-chat';
import { getChat } from '../../lambda/domain/get-chat';
import { getMessages } from '../../lambda/domain/get-messages';
import { getReceipts } from '../../lambda/domain/get-receipts';
import { leaveChat } from '../../lambda/domain/leave-chat';
import { listChats } from '../../lambda/domain/list-chats';
import { muteChat } from '../../lambda/domain/mute-chat';
import { raiseCursors } from '../../lambda/domain/raise-cursors';
import { removeMember } from '../../lambda/domain/remove-member';
import { sendMessage } from '../../lambda/domain/send-message';
import { syncChats } from '../../lambda/domain/sync-chats';
import { tellTyping } from '../../lambda/domain/tell-typing';
import { updateChat } from '../../lambda/domain/update-chat';
import type { Role } from '../../protocol';
import { aCaller, aMessageId, type ChatWorld } from './chat-world';

/** name: makes the clientMessageId; a retry repeats it. afterSeq: the newest entry unless it is given. */
interface Attempted {
  name?: string;
  afterSeq?: number;
}

let names = 0;

/** What one user asks of the use cases, with what is usual filled in. */
export function aPerson(world: ChatWorld, userId: string) {
  const caller = () => aCaller(world, userId);
  const read = { requestId: '1' } as const;
  const attempt = async (chatId: string, { name = `n${++names}`, afterSeq }: Attempted) => ({
    requestId: '1',
    chatId,
    clientMessageId: aMessageId(name),
    afterSeq: afterSeq ?? (await world.log.listBefore(chatId, undefined, 1)).entries[0]?.seq ?? 0,
  });
  return {
    createGroup: async (members: string[], { name = `n${++names}`, title = 'Friends' } = {}) => {
      const clientMessageId = aMessageId(name);
      const request = {
        action: 'createChat',
        type: 'GROUP',
        ...read,
        title,
        members,
        clientMessageId,
      } as const;
      return (await createChat(world, caller(), request)).chat;
    },
    createDirect: async (other: string) =>
      (await createChat(world, caller(), { action: 'createChat', ...read, type: 'DIRECT', with: other }))
        .chat,
    send: async (chatId: string, content: string, attempted: Attempted = {}) =>
      sendMessage(world, caller(), {
        action: 'sendMessage',
        contentType: 'TEXT',
        content,
        ...(await attempt(chatId, attempted)),
      }),
    add: async (chatId: string, members: string[], attempted: Attempted = {}) =>
      addMembers(world, caller(), { action: 'addMembers', members, ...(await attempt(chatId, attempted)) }),
    remove: async (chatId: string, member: string, attempted: Attempted = {}) =>
      removeMember(world, caller(), {
        action: 'removeMember',
        member,
        ...(await attempt(chatId, attempted)),
      }),
    leave: async (chatId: string, attempted: Attempted = {}) =>
      leaveChat(world, caller(), { action: 'leaveChat', ...(await attempt(chatId, attempted)) }),
    update: async (
      chatId: string,
      fields: { title?: string; roles?: { userId: string; role: Role }[] },
      attempted: Attempted = {},
    ) =>
      updateChat(world, caller(), { action: 'updateChat', ...fields, ...(await attempt(chatId, attempted)) }),
    chat: async (chatId: string) =>
      (await getChat(world, caller(), { action: 'getChat', ...read, chatId })).chat,
    read: async (chatId: string, seq: number) =>
      (await raiseCursors(world, caller(), { kind: 'read', chats: [{ chatId, seq }] })).chats[0]!,
    deliver: async (chatId: string, seq: number) =>
      (await raiseCursors(world, caller(), { kind: 'delivered', chats: [{ chatId, seq }] })).chats[0]!,
    type: (chatId: string, state: 'started' | 'stopped' = 'started') =>
      tellTyping(world, caller(), { action: 'typing', ...read, chatId, state }),
    mute: (chatId: string, until?: string) =>
      muteChat(world, caller(), {
        action: 'muteChat',
        ...read,
        chatId,
        ...(until === undefined ? {} : { until }),
      }),
    receipts: (chatId: string, cursor?: string) =>
      getReceipts(world, caller(), {
        action: 'getReceipts',
        ...read,
        chatId,
        ...(cursor === undefined ? {} : { cursor }),
      }),
    list: (fields: { cursor?: string; limit?: number } = {}) =>
      listChats(world, caller(), { action: 'listChats', ...read, limit: 50, ...fields }),
    sync: async (chatId: string, afterSeq: number) =>
      (await syncChats(world, caller(), { action: 'sync', ...read, chats: [{ chatId, afterSeq }] }))
        .chats[0]!,
    history: (
      chatId: string,
      fields: { after?: number; before?: number; cursor?: string; limit?: number } = {},
    ) => getMessages(world, caller(), { action: 'getMessages', ...read, chatId, limit: 100, ...fields }),
  };
}

/** The roles in a chat, as one of its members is told. */
export async function rolesIn(
  world: ChatWorld,
  chatId: string,
  asUser: string,
): Promise<Record<string, Role>> {
  const { members = [] } = await aPerson(world, asUser).chat(chatId);
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]));
}

export async function seqsOf(world: ChatWorld, chatId: string): Promise<number[]> {
  return (await world.log.listFrom(chatId, 1, 10_000)).entries.map((entry) => entry.seq);
}

/** Puts a socket of each user into the world: `{userId}-1`. */
export async function connectAll(world: ChatWorld, userIds: readonly string[]): Promise<void> {
  const nowMs = world.runtime.now();
  for (const userId of userIds) {
    await world.connections.put({
      userId,
      connectionId: `${userId}-1`,
      callbackUrl: 'https://example.com/dev',
      connectedAt: nowMs - 3_600_000,
      expiresAt: nowMs + 3_600_000,
    });
  }
}
