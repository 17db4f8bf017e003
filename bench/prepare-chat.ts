import { randomUUID } from 'node:crypto';
import { addMembers } from '../lambda/domain/add-members';
import type { Caller } from '../lambda/domain/caller';
import type { ChangePorts } from '../lambda/domain/change-chat';
import { createChat } from '../lambda/domain/create-chat';
import type { DispatchPorts } from '../lambda/domain/dispatch-event';
import { sendMessage } from '../lambda/domain/send-message';

const usersPerRequest = 200;

/**
 * Everybody online in one chat, direct for two, with one message in it. Returns what sends a further message as its
 * creator, who knows the newest entry.
 */
export async function prepareChat(
  ports: ChangePorts & DispatchPorts,
  members: number,
): Promise<(content: string) => Promise<void>> {
  const users = Array.from({ length: members }, () => randomUUID());
  const [userId = '', ...others] = users;
  const caller = {
    userId,
    connectionId: `${userId}=`,
    get requestedAt() {
      return Date.now();
    },
  };
  await Promise.all(users.map((user) => connect(ports, user)));
  const chat = await createWith(ports, caller, others);
  let afterSeq = chat.lastSeq;
  const send = async (content: string) => {
    const request = { action: 'sendMessage', requestId: '1', contentType: 'TEXT', content } as const;
    const { chatId } = chat;
    afterSeq = (
      await sendMessage(ports, caller, { ...request, chatId, clientMessageId: randomUUID(), afterSeq })
    ).seq;
  };
  await send('warm');
  return send;
}

async function createWith(ports: ChangePorts, caller: Caller, others: readonly string[]) {
  const request = { action: 'createChat', requestId: '1' } as const;
  const [other = ''] = others;
  if (others.length === 1)
    return (await createChat(ports, caller, { ...request, type: 'DIRECT', with: other })).chat;
  const group = { type: 'GROUP', title: 'x', clientMessageId: randomUUID() } as const;
  const first = others.slice(0, usersPerRequest);
  let { chat } = await createChat(ports, caller, { ...request, ...group, members: first });
  for (let at = usersPerRequest; at < others.length; at += usersPerRequest) {
    ({ chat } = await addMembers(ports, caller, {
      action: 'addMembers',
      requestId: '1',
      chatId: chat.chatId,
      clientMessageId: randomUUID(),
      afterSeq: chat.lastSeq,
      members: others.slice(at, at + usersPerRequest),
    }));
  }
  return chat;
}

async function connect({ connections }: ChangePorts, userId: string): Promise<void> {
  const nowMs = Date.now();
  await connections.put({
    userId,
    connectionId: `${userId}=`,
    callbackUrl: 'http://127.0.0.1/local',
    connectedAt: nowMs - 60_000,
    expiresAt: nowMs + 3_600_000,
  });
}
