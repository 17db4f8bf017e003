import { type RequestFields } from '../protocol';
import { clientLimits } from '../protocol/client-limits';
import { type Content, type OutboxRecord } from './outbox-storage';
import { type ParleyError, refusedError } from './parley-error';
import { byteLength, frameFlaw, requestText } from './requests';
import { canDecode } from './wire/decode';
import { media } from './wire/entry';

/** The fields of the send, in an order that never changes: a retry repeats the bytes. */
export function sendFields(record: OutboxRecord): RequestFields<'sendMessage'> {
  const { chatId, clientMessageId, afterSeq, contentType, content } = record;
  return { chatId, clientMessageId, afterSeq, contentType, content };
}

/** Says why a message can never be sent, before it enters the outbox. */
export function flawOf(record: OutboxRecord): ParleyError | undefined {
  const fields = sendFields(record);
  const last = requestText('sendMessage', { ...fields, afterSeq: 999_999_999_999 }, record.clientMessageId);
  return contentFlaw(record) ?? frameFlaw(last);
}

export function asContent(draft: string | Content): Content {
  return typeof draft === 'string' ? { contentType: 'TEXT', content: draft } : draft;
}

function contentFlaw({ contentType, content }: Content): ParleyError | undefined {
  if (contentType !== 'TEXT')
    return canDecode(media, content) ? undefined : flaw('bad_request', 'it is not a picture or film');
  if (content === '' || !content.isWellFormed()) return flaw('bad_request', 'it is empty or not Unicode');
  if (byteLength(content) <= clientLimits.contentBytes) return undefined;
  return flaw('too_large', `it has over ${clientLimits.contentBytes} bytes`);
}

function flaw(code: 'too_large' | 'bad_request', reason: string): ParleyError {
  return refusedError(code, `unable to send the message; ${reason}`);
}
