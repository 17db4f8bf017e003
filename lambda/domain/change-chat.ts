import type { Chat, ChatEvent, Message } from '../../protocol';
import { appendEntry, type AppendPorts } from './append-entry';
import type { Caller } from './caller';
import { completeRoster } from './complete-roster';
import { dispatchEvent, type EventDispatchPorts } from './dispatch-event';
import { chatNotFound } from './errors';
import { type EventEntry, isEvent, toMessage } from './log-entry';
import { audienceOf } from './membership-change';
import { type Roster, toChat } from './roster';

export type ChangePorts = AppendPorts & EventDispatchPorts;

/** A change of a chat that a member asks for. */
export interface Change {
  /** As in "unable to add the members; …". */
  purpose: string;
  /** The event, as the chat is now; undefined when nothing is left to do. Throws ChatError if the caller may not. */
  eventFor: (roster: Roster) => ChatEvent | undefined;
  /** Whether an event is what this change may have become, when some of it was done already. */
  isSame: (event: ChatEvent) => boolean;
}

interface ChangeRequest {
  chatId: string;
  clientMessageId: string;
  afterSeq: number;
}

/**
 * 1. Append the event to the chat's log, or find it there if this is a retry.
 * 2. Complete the lists of chats and the roster, which follow from the log.
 * 3. Tell the members and whoever left, on a retry again.
 * 4. Answer with the chat and the event: the caller's own socket is told by this answer alone.
 * A death in between is made good by a retry, or by the next one who writes to the chat or reads it.
 */
export async function changeChat(
  ports: ChangePorts,
  { caller, request }: { caller: Caller; request: ChangeRequest },
  { purpose, eventFor, isSame }: Change,
): Promise<{ chat: Chat; change?: Message }> {
  const { chatId, clientMessageId, afterSeq } = request;
  const appended = await appendEntry(ports, {
    chatId,
    senderId: caller.userId,
    clientMessageId,
    afterSeq,
    requestedAt: caller.requestedAt,
    purpose,
    bodyFor: (roster) => {
      const content = eventFor(roster);
      return content && { contentType: 'EVENT', content };
    },
    isSame: (entry) => isEvent(entry) && isSame(entry.content),
  });
  const { entry, lastSeq } = appended;
  if (entry === undefined || !isEvent(entry)) return { chat: toChat(chatId, appended.roster, lastSeq) };
  return { chat: await carryThrough(ports, caller, { event: entry, lastSeq }), change: toMessage(entry) };
}

/** What follows from an event that is in the log: steps 2 and 3. */
export async function carryThrough(
  ports: ChangePorts,
  caller: Caller,
  { event, lastSeq }: { event: EventEntry; lastSeq: number },
): Promise<Chat> {
  const { chatId } = event;
  const roster = await completeRoster(ports, await ports.chats.getRoster(chatId), [event]);
  if (roster === undefined) throw chatNotFound();
  const chat = toChat(chatId, roster, lastSeq);
  await dispatchEvent(
    ports,
    { type: 'chat', chat, change: toMessage(event) },
    { userIds: audienceOf(roster, event), exceptConnectionId: caller.connectionId },
  );
  return chat;
}
