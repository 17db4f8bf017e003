import { createHash } from 'node:crypto';
import type { Platform } from '../../protocol';
import type { Notification } from '../domain/device';

/** What the platforms take: 4,096 bytes. The rest of a payload is far below the difference. */
const textBytes = 2_048;

const daySeconds = 86_400;

/** What is shown when previews are off; an app may replace it by what it has synced. */
const plainText = 'New message';

/** One message for SNS: what each platform gets is text in a JSON of its own. */
export interface PushPayload {
  message: string;
  attributes: Readonly<Record<string, string>>;
}

/** Without the text unless the notification has it. Ids, and not words, let the app sync and show what it will. */
export function pushPayload(platform: Platform, notification: Notification): PushPayload {
  return platform === 'FCM' ? fcmPayload(notification) : apnsPayload(platform, notification);
}

/**
 * A second push of a chat takes the place of the first, by the collapse id. `mutable-content` lets an extension of the
 * app replace the text before it is shown.
 */
function apnsPayload(
  platform: Exclude<Platform, 'FCM'>,
  { chatId, seq, badge, text }: Notification,
): PushPayload {
  const body = text === undefined ? plainText : cutText(text, textBytes);
  const payload = {
    aps: { alert: { body }, badge, sound: 'default', 'thread-id': chatId, 'mutable-content': 1 },
    chatId,
    seq,
  };
  return {
    message: JSON.stringify({ default: plainText, [platform]: JSON.stringify(payload) }),
    attributes: {
      'AWS.SNS.MOBILE.APNS.PUSH_TYPE': 'alert',
      'AWS.SNS.MOBILE.APNS.PRIORITY': '10',
      'AWS.SNS.MOBILE.APNS.COLLAPSE_ID': collapseId(chatId),
      [`AWS.SNS.MOBILE.${platform}.TTL`]: String(daySeconds),
    },
  };
}

/**
 * Data alone: the app shows it, under `collapseId` as its tag, so that a second one takes the place of the first. No
 * collapse_key: a platform keeps four of them for a phone that is off, and drops the other chats.
 */
function fcmPayload({ chatId, seq, badge, text }: Notification): PushPayload {
  const data = {
    chatId,
    seq: String(seq),
    badge: String(badge),
    collapseId: collapseId(chatId),
    ...(text === undefined ? {} : { text: cutText(text, textBytes) }),
  };
  const message = { data, android: { priority: 'high', ttl: `${daySeconds}s` } };
  return {
    message: JSON.stringify({ default: plainText, GCM: JSON.stringify({ fcmV1Message: { message } }) }),
    attributes: {},
  };
}

/** Chat ids may be longer than the 64 bytes that APNs takes. */
function collapseId(chatId: string): string {
  return createHash('sha256').update(chatId).digest('base64url').slice(0, 22);
}

/** The longest start of the text that takes at most so many bytes in JSON; code points stay whole. */
export function cutText(text: string, bytes: number): string {
  let left = bytes;
  let kept = '';
  for (const codePoint of text) {
    left -= Buffer.byteLength(JSON.stringify(codePoint)) - 2;
    if (left < 0) return kept;
    kept += codePoint;
  }
  return kept;
}
