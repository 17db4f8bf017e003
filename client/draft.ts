import * as v from 'valibot';
import { actions, limits, type RequestFields } from '../protocol';
import { type Content, type OutboxRecord } from './outbox-storage';
import { ParleyError } from './parley-error';
import { requestText } from './requests';

/** The fields of the send, in an order that never changes: a retry repeats the bytes. */
export function sendFields(record: OutboxRecord): RequestFields<'sendMessage'> {
  const { chatId, clientMessageId, afterSeq, contentType, content } = record;
  return { chatId, clientMessageId, afterSeq, contentType, content };
}

/**
 * Says why a message can never be sent, before it enters the outbox.
 * A frame over 32 KB would make the gateway close the socket, again at every retry.
 */
export function flawOf(record: OutboxRecord): ParleyError | undefined {
  const fields = sendFields(record);
  const requestId = record.clientMessageId;
  const text = typeof fields.content === 'string' ? byteLength(fields.content) : 0;
  const frame = byteLength(requestText('sendMessage', { ...fields, afterSeq: 999_999_999_999 }, requestId));
  if (text > limits.contentBytes) return flaw('too_large', `it has over ${limits.contentBytes} bytes`);
  if (frame > limits.frameBytes) return flaw('too_large', `its frame has over ${limits.frameBytes} bytes`);
  const parsed = v.safeParse(actions.sendMessage.request, { action: 'sendMessage', requestId, ...fields });
  return parsed.success ? undefined : flaw('bad_request', parsed.issues[0].message);
}

export function asContent(draft: string | Content): Content {
  return typeof draft === 'string' ? { contentType: 'TEXT', content: draft } : draft;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function flaw(code: 'too_large' | 'bad_request', reason: string): ParleyError {
  const message = `unable to send the message; ${reason}`;
  return new ParleyError({ code, message, retryable: false, outcome: 'refused' });
}
