import type { Device, History, Pushed, Seen, Send, Settled, StoredEntry } from './history';
import { type Membership, membershipsOf } from './memberships';

/** A chat as its log tells it. */
export interface ChatStory {
  chatId: string;
  log: readonly StoredEntry[];
  bySeq: ReadonlyMap<number, StoredEntry>;
  memberships: ReadonlyMap<string, readonly Membership[]>;
}

/** A time during which a device had a connection. */
export interface Span {
  from: number;
  to: number;
}

/** What one device saw of one chat. */
export interface Sight {
  /** When each seq was first seen, by itself or in a page of history. */
  seenAt: Map<number, number>;
  /** When anything of it was seen. */
  looks: number[];
  /** When the client said that its user is not in the chat. */
  leftAt: number[];
}

/** The history in the order in which the checks look things up. */
export interface Story {
  history: History;
  devices: ReadonlyMap<string, Device>;
  chats: ReadonlyMap<string, ChatStory>;
  sends: ReadonlyMap<string, Send>;
  settled: ReadonlyMap<string, readonly Settled[]>;
  /** Where each clientMessageId is stored, by sender and id. */
  places: ReadonlyMap<string, readonly (StoredEntry & { chatId: string })[]>;
  connected: ReadonlyMap<string, readonly Span[]>;
  /** When each client of a device was started. */
  starts: ReadonlyMap<string, readonly number[]>;
  /** By device and chat. */
  sights: ReadonlyMap<string, Sight>;
  /** By device and chat. */
  pushes: ReadonlyMap<string, readonly Pushed[]>;
  /** When anybody first knew that an entry is stored, by chat and seq. */
  knownAt: (chatId: string, entry: StoredEntry) => number | undefined;
}

export function isExpired(entry: Pick<StoredEntry, 'expiresAt'> | undefined, at: number): boolean {
  return (entry?.expiresAt ?? Infinity) <= at;
}

export const pairKey = (one: string, other: string | number): string => `${one} ${other}`;

export function tellStory(history: History): Story {
  const { events, devices, logs } = history;
  const sends = new Map<string, Send>();
  const settled = new Map<string, Settled[]>();
  const known = new Map<string, number>();
  const sights = new Map<string, Sight>();
  const starts = new Map<string, number[]>();
  const pushes = new Map<string, Pushed[]>();
  const know = (chatId: string, seq: number, at: number) => {
    const key = pairKey(chatId, seq);
    if (!known.has(key)) known.set(key, at);
  };
  const sightOf = (deviceId: string, chatId: string) => mapped(sights, pairKey(deviceId, chatId), newSight);
  for (const event of events) {
    if (event.kind === 'send') sends.set(event.clientMessageId, event);
    if (event.kind === 'pushed') mapped(pushes, pairKey(event.deviceId, event.chatId), () => []).push(event);
    if (event.kind === 'started') mapped(starts, event.deviceId, () => []).push(event.at);
    if (event.kind === 'left') sightOf(event.deviceId, event.chatId).leftAt.push(event.at);
    if (event.kind === 'seen') {
      look(sightOf(event.deviceId, event.chatId), event);
      know(event.chatId, event.entry.seq, event.at);
    }
    if (event.kind === 'settled') {
      mapped(settled, event.clientMessageId, () => []).push(event);
      const chatId = sends.get(event.clientMessageId)?.chatId;
      if (event.outcome === 'stored' && chatId !== undefined) know(chatId, event.seq, event.at);
    }
  }
  return {
    history,
    devices: new Map(devices.map((device) => [device.deviceId, device])),
    chats: new Map(Object.entries(logs).map(([chatId, log]) => [chatId, chatStory(chatId, log)])),
    sends,
    settled,
    places: placesIn(logs),
    connected: connectedSpans(history),
    sights,
    starts,
    pushes,
    knownAt: (chatId, { seq, committedAt }) => committedAt ?? known.get(pairKey(chatId, seq)),
  };
}

function newSight(): Sight {
  return { seenAt: new Map(), looks: [], leftAt: [] };
}

function look({ seenAt, looks }: Sight, { entry, at }: Seen): void {
  looks.push(at);
  if (!seenAt.has(entry.seq)) seenAt.set(entry.seq, at);
}

function chatStory(chatId: string, log: readonly StoredEntry[]): ChatStory {
  const bySeq = new Map(log.map((entry) => [entry.seq, entry]));
  return { chatId, log, bySeq, memberships: membershipsOf(log) };
}

function placesIn(logs: History['logs']): Map<string, (StoredEntry & { chatId: string })[]> {
  const places = new Map<string, (StoredEntry & { chatId: string })[]>();
  for (const [chatId, log] of Object.entries(logs)) {
    for (const entry of log) {
      const key = pairKey(entry.senderId, entry.clientMessageId);
      mapped(places, key, () => []).push({ ...entry, chatId });
    }
  }
  return places;
}

function connectedSpans({ events }: History): Map<string, Span[]> {
  const spans = new Map<string, Span[]>();
  for (const event of events) {
    if (event.kind === 'connected') {
      mapped(spans, event.deviceId, () => []).push({ from: event.at, to: Infinity });
    }
    if (event.kind === 'disconnected' || event.kind === 'stopped') {
      const open = spans.get(event.deviceId)?.at(-1);
      if (open?.to === Infinity) open.to = event.at;
    }
  }
  return spans;
}

function mapped<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
