import { isDeepStrictEqual } from 'node:util';
import type { ChatEvent } from '../../protocol';
import type { Body, Finding, Refused, Send, StoredEntry } from './history';
import { membershipAt } from './memberships';
import { type ChatStory, isExpired, pairKey, type Story } from './story';

/** What is stored, against what was asked for and what was answered. */
export function checkLogs(story: Story): Finding[] {
  return [
    ...[...story.chats.values()].flatMap((chat) => [
      ...denseSeqs(chat),
      ...risingTimes(chat),
      ...chat.log.flatMap((entry) => [...askedFor(story, chat.chatId, entry), ...byMember(chat, entry)]),
    ]),
    ...storedOnce(story),
    ...[...story.sends.values()].flatMap((send) => answered(story, send)),
    ...story.history.events.flatMap((event) => (event.kind === 'refused' ? refusedRetry(story, event) : [])),
    ...senderOrder(story),
  ];
}

/** Where everything has expired a log may go on above: nobody can know how far it had come. */
function denseSeqs({ chatId, log }: ChatStory): Finding[] {
  const at = log.findIndex((entry, index) => {
    const before = log[index - 1];
    if (entry.seq === (before?.seq ?? 0) + 1) return false;
    return entry.seq <= (before?.seq ?? 0) || !isExpired(before, entry.committedAt ?? -Infinity);
  });
  if (at === -1) return [];
  return [{ kind: 'seq-not-dense', chatId, detail: `entry ${at + 1} has the seq ${log[at]?.seq}` }];
}

/** Whatever the clocks of machines say. */
function risingTimes({ chatId, log }: ChatStory): Finding[] {
  const at = log.findIndex(({ sentAt = Infinity }, index) => sentAt < (log[index - 1]?.sentAt ?? 0));
  if (at === -1) return [];
  return [
    { kind: 'order-diverges', chatId, detail: `entry ${log[at]?.seq} is dated before the one before it` },
  ];
}

function askedFor({ sends, devices }: Story, chatId: string, entry: StoredEntry): Finding[] {
  const send = sends.get(entry.clientMessageId);
  const isAsked =
    send !== undefined &&
    devices.get(send.deviceId)?.userId === entry.senderId &&
    send.chatId === chatId &&
    isPartOf(entry.body, send.body);
  // A direct chat is created by whoever comes first, under the id of the chat.
  if (isAsked || (entry.seq === 1 && entry.clientMessageId === chatId && send !== undefined)) return [];
  return [{ kind: 'phantom', chatId, detail: `nobody asked for entry ${entry.seq} as it is stored` }];
}

/** Only members write. By the entry that lets them out they still do. */
function byMember({ chatId, memberships }: ChatStory, { seq, senderId }: StoredEntry): Finding[] {
  if (membershipAt(memberships, senderId, seq)) return [];
  return [{ kind: 'leak', chatId, detail: `${senderId} was not in the chat, and wrote entry ${seq}` }];
}

/** Whether an entry is what was asked for, or the part of a change that was left to do. */
function isPartOf(stored: Body, asked: Body): boolean {
  if (typeof stored === 'string' || typeof asked === 'string') return stored === asked;
  if (stored.kind === 'membersAdded' && asked.kind === 'membersAdded') return isSubset(stored, asked);
  if (stored.kind === 'updated' && asked.kind === 'updated') {
    const isTitle = stored.title === undefined || stored.title === asked.title;
    return isTitle && (stored.roles ?? []).every((role) => includes(asked.roles ?? [], role));
  }
  if (stored.kind === 'created' && asked.kind === 'created') {
    return stored.title === asked.title && isSubset(stored, asked) && isSubset(asked, stored);
  }
  return isDeepStrictEqual(stored, asked);
}

type WithMembers = Extract<ChatEvent, { members: string[] }>;

function isSubset(part: WithMembers, whole: WithMembers): boolean {
  return part.members.every((userId) => whole.members.includes(userId));
}

function includes(items: readonly unknown[], wanted: unknown): boolean {
  return items.some((item) => isDeepStrictEqual(item, wanted));
}

function storedOnce({ places }: Story): Finding[] {
  return [...places.values()].flatMap((entries): Finding[] => {
    const [first, second] = entries;
    if (first === undefined || second === undefined) return [];
    const detail = `${first.clientMessageId} is stored at ${first.seq} and at ${second.seq} of ${second.chatId}`;
    return [{ kind: 'duplicate', chatId: first.chatId, detail }];
  });
}

/** What the client said of a send, against what is stored. */
function answered(story: Story, send: Send): Finding[] {
  const { clientMessageId, chatId, deviceId, isKept } = send;
  const senderId = story.devices.get(deviceId)?.userId ?? '';
  const stored = story.places.get(pairKey(senderId, clientMessageId))?.[0];
  const outcomes = story.settled.get(clientMessageId) ?? [];
  const found = (kind: Finding['kind'], detail: string): Finding => ({ kind, chatId, deviceId, detail });
  const findings = outcomes.flatMap((settled): Finding[] => {
    if (settled.outcome === 'stored') {
      // Seq 0: a change that turned out to be done already has no entry of its own.
      if (settled.seq === 0 || (stored?.seq === settled.seq && stored.chatId === chatId)) return [];
      const where = stored === undefined ? 'nowhere' : `at ${stored.seq}`;
      return [
        found(
          'acknowledged-lost',
          `${clientMessageId} was acknowledged at ${settled.seq}, and is stored ${where}`,
        ),
      ];
    }
    if (settled.outcome === 'unknown' || stored === undefined) return [];
    return [
      found(
        'refused-but-stored',
        `${clientMessageId} was refused (${settled.code}), and is at ${stored.seq}`,
      ),
    ];
  });
  const isTold = outcomes.length > 0 || hasSeen(story, send, stored?.seq) || isOut(story, send);
  if (isKept && !isTold)
    findings.push(found('unsettled', `what became of ${clientMessageId} was never told`));
  return findings;
}

/** Sent on by a client that was started again, before the application listened: it finds the message in the chat. */
function hasSeen({ sights }: Story, { deviceId, chatId }: Send, seq: number | undefined): boolean {
  return seq !== undefined && sights.get(pairKey(deviceId, chatId))?.seenAt.has(seq) === true;
}

/** P4: a retry of what is stored is answered with its place, whoever its sender is by then. */
function refusedRetry(
  story: Story,
  { deviceId, chatId, clientMessageId, askedAt, code }: Refused,
): Finding[] {
  const senderId = story.devices.get(deviceId)?.userId ?? '';
  const stored = story.places.get(pairKey(senderId, clientMessageId))?.[0];
  if ((stored?.committedAt ?? Infinity) >= askedAt || isExpired(stored, askedAt)) return [];
  const detail = `${clientMessageId} was stored, and a retry refused (${code})`;
  return [{ kind: 'refused-but-stored', chatId, deviceId, detail }];
}

/** A client that is started while its user is not in the chat has no chat to tell it by. */
function isOut({ chats, devices }: Story, { chatId, deviceId }: Send): boolean {
  const times = chats.get(chatId)?.memberships.get(devices.get(deviceId)?.userId ?? '') ?? [];
  return times.length === 0 || times.some(({ toSeq }) => toSeq !== Infinity);
}

/**
 * Messages of one device in one chat, whichever client of the device sent them, and changes among those of the same
 * client: a change ends with its client, and may still be carried out then.
 */
function senderOrder(story: Story): Finding[] {
  const newest = new Map<string, { message: number; any: number }>();
  const findings: Finding[] = [];
  for (const event of story.history.events) {
    if (event.kind === 'started') {
      for (const [key, places] of newest)
        if (key.startsWith(`${event.deviceId} `)) places.any = places.message;
    }
    if (event.kind !== 'send') continue;
    const { deviceId, chatId, clientMessageId, isKept } = event;
    const senderId = story.devices.get(deviceId)?.userId ?? '';
    const seq = story.places.get(pairKey(senderId, clientMessageId))?.[0]?.seq;
    if (seq === undefined || seq === 1) continue;
    const places = newest.get(pairKey(deviceId, chatId)) ?? { message: 0, any: 0 };
    newest.set(pairKey(deviceId, chatId), places);
    if (seq < places.any) {
      const detail = `${clientMessageId} is at ${seq}, before what the device sent earlier (${places.any})`;
      findings.push({ kind: 'sender-order', chatId, deviceId, detail });
    }
    places.any = Math.max(places.any, seq);
    if (isKept) places.message = Math.max(places.message, seq);
  }
  return findings;
}
