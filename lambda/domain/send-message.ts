import type { RequestOf, ResponseOf } from '../../protocol';
import { appendEntry, type AppendPorts } from './append-entry';
import type { Caller } from './caller';
import { dispatchEvent, type DispatchPorts } from './dispatch-event';
import { ChatError } from './errors';
import { type EntryBody, hasSameBody, toMessage } from './log-entry';
import { readersOf } from './roster';

/**
 * 1. Append the message to the chat's log, or find it there if this is a retry.
 * 2. Dispatch it, on a retry again: the first try may have died in between.
 * 3. Acknowledge: only now is it both stored and on its way.
 */
export async function sendMessage(
  ports: AppendPorts & DispatchPorts,
  caller: Caller,
  request: RequestOf<'sendMessage'>,
): Promise<ResponseOf<'sendMessage'>> {
  const { chatId, clientMessageId, afterSeq } = request;
  const body = bodyOf(request);
  const { entry, roster } = await appendEntry(ports, {
    chatId,
    senderId: caller.userId,
    clientMessageId,
    afterSeq,
    requestedAt: caller.requestedAt,
    purpose: 'send the message',
    bodyFor: () => body,
    isSame: (entry) => hasSameBody(entry, body),
  });
  if (entry === undefined) throw new Error('a message was not written');
  await dispatchEvent(
    ports,
    { type: 'message', chatId, message: toMessage(entry) },
    { userIds: readersOf(roster, entry.seq), exceptConnectionId: caller.connectionId },
  );
  const { messageId, seq, sentAt } = entry;
  return { chatId, clientMessageId, messageId, seq, sentAt, status: 'SENT' };
}

function bodyOf({ contentType, content }: RequestOf<'sendMessage'>): EntryBody {
  if (contentType === 'TEXT' && typeof content === 'string') return { contentType, content };
  if (contentType !== 'TEXT' && typeof content !== 'string') return { contentType, content };
  throw new ChatError('bad_request', 'unable to send the message; its content does not fit its contentType');
}
