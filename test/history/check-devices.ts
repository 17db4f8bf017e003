import { isDeepStrictEqual } from 'node:util';
import type { Finding, Reset, Seen, Sent, StoredEntry } from './history';
import { membershipAt } from './memberships';
import { type ChatStory, isExpired, pairKey, type Story } from './story';

/** What each device was given, one thing after the other, against the logs. */
export function checkDevices(story: Story): Finding[] {
  const findings: Finding[] = [];
  /** The seq that live delivery was at, by device and chat; per client. */
  const reached = new Map<string, number>();
  for (const event of story.history.events) {
    if (event.kind === 'started') {
      for (const key of reached.keys()) if (key.startsWith(`${event.deviceId} `)) reached.delete(key);
    }
    if (event.kind === 'pushed') findings.push(...entitled(story, event, event.seq));
    if (event.kind === 'sent') {
      for (const seq of event.seqs)
        findings.push(...entitled(story, event, seq), ...stillKept(story, event, seq));
    }
    if (event.kind === 'reset') {
      findings.push(...mayReset(story, event, reached.get(pairKey(event.deviceId, event.chatId))));
      reached.set(pairKey(event.deviceId, event.chatId), event.fromSeq - 1);
    }
    if (event.kind !== 'seen') continue;
    findings.push(...isStored(story, event), ...entitled(story, event, event.entry.seq));
    if (event.how === 'history') continue;
    findings.push(...isNext(event, reached.get(pairKey(event.deviceId, event.chatId))));
    reached.set(pairKey(event.deviceId, event.chatId), event.entry.seq);
  }
  return findings;
}

function isStored({ chats }: Story, { chatId, deviceId, entry }: Seen): Finding[] {
  const stored = chats.get(chatId)?.bySeq.get(entry.seq);
  if (stored === undefined) {
    return [{ kind: 'phantom', chatId, deviceId, detail: `entry ${entry.seq} was told, and is not stored` }];
  }
  if (isSame(stored, entry)) return [];
  const isOther =
    stored.clientMessageId !== entry.clientMessageId || stored.senderId !== entry.senderId
      ? 'order-diverges'
      : 'phantom';
  return [
    { kind: isOther, chatId, deviceId, detail: `entry ${entry.seq} was told as another than is stored` },
  ];
}

function isSame(stored: StoredEntry, seen: Seen['entry']): boolean {
  return (
    stored.clientMessageId === seen.clientMessageId &&
    stored.senderId === seen.senderId &&
    isDeepStrictEqual(stored.body, seen.body)
  );
}

function entitled(story: Story, told: { chatId: string; deviceId: string }, seq: number): Finding[] {
  const { chatId, deviceId } = told;
  const chat = story.chats.get(chatId);
  const userId = story.devices.get(deviceId)?.userId ?? '';
  if (chat === undefined || membershipAt(chat.memberships, userId, seq)) return [];
  return [{ kind: 'leak', chatId, deviceId, detail: `${userId} was not in the chat at ${seq}` }];
}

function stillKept(
  { chats }: Story,
  { chatId, deviceId, askedAt = -Infinity }: Sent,
  seq: number,
): Finding[] {
  if (!isExpired(chats.get(chatId)?.bySeq.get(seq), askedAt)) return [];
  return [{ kind: 'expired-shown', chatId, deviceId, detail: `${seq} had expired when it was asked for` }];
}

function isNext({ chatId, deviceId, entry: { seq } }: Seen, reached: number | undefined): Finding[] {
  if (reached === undefined || seq === reached + 1) return [];
  if (seq === reached) return [{ kind: 'duplicate', chatId, deviceId, detail: `${seq} was told twice` }];
  const detail = `${seq} was told after ${reached}`;
  return [{ kind: seq < reached ? 'order-diverges' : 'skipped', chatId, deviceId, detail }];
}

/**
 * A reset tells that something cannot be had. It may go past what has expired, past what the user may not see, and past
 * what comes by history: what the user came back to before the client asked.
 */
function mayReset(story: Story, reset: Reset, reached: number | undefined): Finding[] {
  const { chatId, deviceId, fromSeq } = reset;
  const chat = story.chats.get(chatId);
  const userId = story.devices.get(deviceId)?.userId ?? '';
  if (chat === undefined || reached === undefined) return [];
  const now =
    membershipAt(chat.memberships, userId, fromSeq) ?? membershipAt(chat.memberships, userId, fromSeq - 1);
  if (fromSeq <= reached) {
    return [{ kind: 'skipped', chatId, deviceId, detail: `reset back to ${fromSeq} from ${reached}` }];
  }
  if (now === undefined || now.fromSeq > reached + 1 || isCutOff(chat, userId, reached)) return [];
  if (hasExpired(chat, { from: reached + 1, to: fromSeq - 1, at: reset.at })) return [];
  return [
    { kind: 'skipped', chatId, deviceId, detail: `reset to ${fromSeq} from ${reached}, in one membership` },
  ];
}

/** Whether nothing that is still kept is in between, and something that was, or numbers that were never used. */
function hasExpired(
  { log, bySeq }: ChatStory,
  { from, to, at }: { from: number; to: number; at: number },
): boolean {
  const between = log.filter(({ seq }) => from <= seq && seq <= to);
  return between.every((entry) => isExpired(entry, at)) && (between.length > 0 || !bySeq.has(to));
}

/** The user left after what they had seen: the rest of that membership may be lost on this device. */
function isCutOff({ memberships }: ChatStory, userId: string, reached: number): boolean {
  const membership = membershipAt(memberships, userId, reached);
  return membership !== undefined && membership.toSeq !== Infinity;
}
