import type { Device, Finding, StoredEntry } from './history';
import { type Membership } from './memberships';
import { type ChatStory, isExpired, pairKey, type Sight, type Span, type Story } from './story';

/** Every entry against every device of every user who may see it: in time (P6), and at all (P1, P9). */
export function checkDelivery(story: Story): Finding[] {
  return [...story.chats.values()].flatMap((chat) =>
    [...story.devices.values()].flatMap((device) =>
      (chat.memberships.get(device.userId) ?? []).flatMap((membership) =>
        checkMembership(story, { chat, device, membership }),
      ),
    ),
  );
}

interface Subject {
  chat: ChatStory;
  device: Device;
  membership: Membership;
}

const unseen: Sight = { seenAt: new Map(), looks: [], leftAt: [] };

function checkMembership(story: Story, subject: Subject): Finding[] {
  const { chat, device, membership } = subject;
  const sight = story.sights.get(pairKey(device.deviceId, chat.chatId)) ?? unseen;
  const findings: Finding[] = [];
  for (const entry of chat.log) {
    if (entry.seq < membership.fromSeq || entry.seq > membership.toSeq) continue;
    const committedAt = story.knownAt(chat.chatId, entry);
    if (committedAt === undefined) continue;
    const seenAt = sight.seenAt.get(entry.seq) ?? Infinity;
    if (isLate(story, subject, { entry, committedAt, seenAt, sight })) findings.push(late(subject, entry));
    if (
      seenAt === Infinity &&
      membership.toSeq === Infinity &&
      !isExpired(entry, story.history.events.at(-1)?.at ?? 0)
    )
      findings.push(lacking(story, subject, entry));
    if (device.hasPush && isPushMissing(story, subject, { entry, committedAt }))
      findings.push(notPushed(subject, entry));
  }
  return findings;
}

interface Delivery {
  entry: StoredEntry;
  committedAt: number;
  seenAt: number;
  sight: Sight;
}

/**
 * Whether the device was connected for as long as it may take, faults over, and still had not got the entry. Not if its
 * user was out of the chat by then: what they had not got then cannot be had, but that they are out they must learn.
 */
function isLate(story: Story, { chat, device, membership }: Subject, delivery: Delivery): boolean {
  const { faultsEndedAt, endedAt, promises } = story.history;
  const { entry, committedAt, seenAt, sight } = delivery;
  const isDeparture = entry.seq === membership.toSeq;
  const departure = chat.bySeq.get(membership.toSeq);
  const outAt = departure === undefined ? Infinity : (story.knownAt(chat.chatId, departure) ?? Infinity);
  const backAt = returnAt(story, { chat, device, membership });
  const since = Math.max(committedAt, faultsEndedAt);
  return (story.connected.get(device.deviceId) ?? []).some((span) => {
    const due = Math.max(since, span.from) + promises.liveWithinMs;
    if (due > Math.min(span.to, endedAt) || seenAt <= due || isExpired(entry, due)) return false;
    if (!isDeparture) return outAt > due;
    if (backAt <= due) return false;
    // A client that does not follow the chat, or was told of its end and of nothing since, has nothing to be told the end of.
    const startedAt = (story.starts.get(device.deviceId) ?? []).findLast((at) => at <= due) ?? 0;
    const toldAt = sight.leftAt.findLast((at) => at < committedAt) ?? 0;
    const isFollowing = sight.looks.some((at) => at >= startedAt && at > toldAt && at < due);
    return isFollowing && !sight.leftAt.some((at) => at >= committedAt && at <= due);
  });
}

/** When the user was in the chat again: that they were out is no news then. */
function returnAt(story: Story, { chat, device, membership }: Subject): number {
  const next = chat.memberships.get(device.userId)?.find(({ fromSeq }) => fromSeq > membership.toSeq);
  const arrival = next && chat.bySeq.get(next.fromSeq);
  return (arrival && story.knownAt(chat.chatId, arrival)) ?? Infinity;
}

function late({ chat: { chatId }, device: { deviceId } }: Subject, { seq }: StoredEntry): Finding {
  return { kind: 'not-live', chatId, deviceId, detail: `${seq} did not come in time` };
}

/** After everything was asked for. An entry without an acknowledgement must be at all or at none. */
function lacking(story: Story, { chat, device }: Subject, { seq, clientMessageId }: StoredEntry): Finding {
  const { chatId } = chat;
  const isAcknowledged = (story.settled.get(clientMessageId) ?? []).some(
    ({ outcome }) => outcome === 'stored',
  );
  const isElsewhere = [...story.devices.keys()].some((other) =>
    story.sights.get(pairKey(other, chatId))?.seenAt.has(seq),
  );
  const kind = !isAcknowledged && isElsewhere ? 'unknown-at-some' : 'not-delivered';
  return { kind, chatId, deviceId: device.deviceId, detail: `${seq} never came` };
}

/**
 * A phone without a connection must be pushed a message that no device of its user has got, or a later one of the chat.
 * Its own messages are no news to a user, events of the chat ring nobody, and who has left is not rung any more.
 */
function isPushMissing(
  story: Story,
  { chat, device, membership }: Subject,
  { entry, committedAt }: Pick<Delivery, 'entry' | 'committedAt'>,
): boolean {
  const { faultsEndedAt, endedAt, promises } = story.history;
  if (typeof entry.body !== 'string' || entry.senderId === device.userId) return false;
  if (membership.toSeq !== Infinity) return false;
  const due = Math.max(committedAt, faultsEndedAt) + promises.pushWithinMs;
  if (due > endedAt || isExpired(entry, due)) return false;
  const own = [...story.devices.values()].filter(({ userId }) => userId === device.userId);
  const isKnown = own.some(({ deviceId }) => {
    const seenAt = story.sights.get(pairKey(deviceId, chat.chatId))?.seenAt.get(entry.seq) ?? Infinity;
    return seenAt <= due || overlaps(story.connected.get(deviceId) ?? [], { from: committedAt, to: due });
  });
  if (isKnown) return false;
  const pushes = story.pushes.get(pairKey(device.deviceId, chat.chatId)) ?? [];
  return !pushes.some(({ seq, at }) => seq >= entry.seq && at <= due);
}

function overlaps(spans: readonly Span[], { from, to }: Span): boolean {
  return spans.some((span) => span.from <= to && span.to >= from);
}

function notPushed({ chat: { chatId }, device: { deviceId } }: Subject, { seq }: StoredEntry): Finding {
  return { kind: 'push-missing', chatId, deviceId, detail: `no push of ${seq} or later` };
}
