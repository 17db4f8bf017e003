import type { ChatEvent } from '../../protocol';

/**
 * What was seen of a run of the system, by whoever drove it: the simulation, or the torture of real processes. It is
 * plain JSON, so that it can be kept, compared byte for byte, and checked again.
 *
 * All times are milliseconds on one clock, the recorder's own, which never goes back. A recorder adds events as they
 * happen, so `events` is in the order of `at`.
 */
export interface History {
  promises: Promises;
  /** From now on nothing is broken on purpose, and what was broken has been mended. */
  faultsEndedAt: number;
  /** Live delivery is judged up to here. What comes later was asked for: the final look of every device at everything. */
  endedAt: number;
  devices: Device[];
  /** Devices to which nothing was done while they ran, in a run without faults: their connection never ends. */
  undisturbed?: string[];
  events: HistoryEvent[];
  /** The logs as they were stored in the end, each in the order of its seqs. */
  logs: Record<string, StoredEntry[]>;
  /** What should be gone when all is over, by name: rows of closed sockets, timers, unsent messages, dead letters. */
  leftOvers: Record<string, number>;
}

export interface Promises {
  /** P6: from when an entry is stored, faults are over and the device is connected, until the device has it. */
  liveWithinMs: number;
  /** The same for a push to the phone of somebody who is offline. */
  pushWithinMs: number;
  /** Until those who watch a user know that they are online, or offline. Without it nothing is promised. */
  presence?: { onlineWithinMs: number; offlineWithinMs: number };
}

/** hasPush: it is a phone that was registered for pushes before anything was sent. */
export interface Device {
  deviceId: string;
  userId: string;
  hasPush: boolean;
}

/** What an entry says: the text of a message, or what changed in the chat. */
export type Body = string | ChatEvent;

/** An entry as a device got it. */
export interface SeenEntry {
  seq: number;
  senderId: string;
  clientMessageId: string;
  body: Body;
}

/**
 * committedAt: when it was written; without it, the time of the first who knew of it counts. sentAt: when it was written
 * by the clock of its writer. expiresAt: from when on nobody may get it; without it, it is kept for ever.
 */
export interface StoredEntry extends SeenEntry {
  committedAt?: number;
  sentAt?: number;
  expiresAt?: number;
}

interface OfDevice {
  at: number;
  deviceId: string;
}

interface OfChat extends OfDevice {
  chatId: string;
}

/**
 * The application asks for something that becomes an entry: a message, a change of the chat, or the chat itself. body of
 * a change: all that was asked for, of which the entry may be the part that was left to do. clientMessageId: for a
 * direct chat the id of the chat, as in its first entry. isKept: it outlives the client, in a stored outbox.
 */
export type Send = OfChat & { kind: 'send'; clientMessageId: string; body: Body; isKept: boolean };

/**
 * How it ended, told by the client that asked or, after a restart, by the next one of the device. The end of a client
 * (`closed`) is no outcome. refused: it certainly did not happen. unknown: it may have.
 */
export type Settled = OfDevice & { kind: 'settled'; clientMessageId: string } & (
    { outcome: 'stored'; seq: number } | { outcome: 'refused' | 'unknown'; code: string }
  );

/** An entry came to the application: by itself, or in a page of history that it asked for. */
export type Seen = OfChat & { kind: 'seen'; how: 'live' | 'history'; entry: SeenEntry };

/** started: a new client, which follows nothing yet. stopped: it is closed. */
export type Lifeline = OfDevice & { kind: 'started' | 'connected' | 'disconnected' | 'stopped' };

/** Live delivery goes on at fromSeq. */
export type Reset = OfChat & { kind: 'reset'; fromSeq: number };

/** The client says that its user is not in the chat. */
export type Left = OfChat & { kind: 'left' };

/** Where somebody's cursors are. observer: one who asks again only when answered, so that it never sees an older state. */
export interface CursorsSeen {
  at: number;
  kind: 'cursors';
  observer: string;
  userId: string;
  chatId: string;
  deliveredSeq: number;
  readSeq: number;
}

/**
 * Entries that went to a device over the wire, shown by its client or not. Who cannot look at the wire leaves it out;
 * so with the next. askedAt: when the server was asked for them, if they answer something.
 */
export type Sent = OfChat & { kind: 'sent'; seqs: number[]; askedAt?: number };

/** One try of a message was refused for good. askedAt: when the server got it. */
export type Refused = OfChat & { kind: 'refused'; clientMessageId: string; code: string; askedAt: number };

/**
 * A request was served on a connection, or something posted to it (what: `post`), when its token had ended or was about
 * to. All by the clock of the recorder.
 */
export type Served = OfDevice & { kind: 'served'; what: string; askedAt: number; tokenEndsAt: number };

/** The application watches users from now on, until its client is stopped. inChat: as a member of this chat. */
export type Watching = OfDevice & { kind: 'watching'; userIds: string[]; inChat?: string };

/** What the application is told of a user whom it watches. */
export type PresenceTold = OfDevice & {
  kind: 'presence';
  userId: string;
  status: 'online' | 'offline' | 'unknown';
};

/** Something about where a user is that went to a device over the wire. */
export type PresenceSent = OfDevice & { kind: 'presenceSent'; how: 'event' | 'answer'; userId: string };

/** A platform took a push for this device. */
export type Pushed = OfChat & { kind: 'pushed'; seq: number };

/**
 * All chats of the device's user, as listed. Compared with the logs if it comes after `endedAt`. askedAt: when the device
 * asked for them, where entries may expire until the answer comes.
 */
export type Listed = OfDevice & {
  kind: 'listed';
  askedAt?: number;
  chats: { chatId: string; lastSeq: number; readSeq: number; unread: number }[];
};

/** The members of a chat, as told to this device. Compared with the log if it comes after `endedAt`. */
export type RosterSeen = OfChat & { kind: 'roster'; userIds: string[] };

export type HistoryEvent =
  | Send
  | Settled
  | Seen
  | Sent
  | Refused
  | Served
  | Watching
  | PresenceTold
  | PresenceSent
  | Lifeline
  | Reset
  | Left
  | CursorsSeen
  | Pushed
  | Listed
  | RosterSeen;

/** A promise that was broken. */
export interface Finding {
  kind: FindingKind;
  chatId?: string;
  deviceId?: string;
  detail: string;
}

/**
 * - acknowledged-lost (P1): the client was told that a message is stored at a place where it is not.
 * - not-delivered (P1): in the end, asked for everything, a device lacks an entry that its user may see.
 * - seq-not-dense, order-diverges (P2): numbers of a log have holes that retention does not explain, or come again; times
 *   of a log go back; a device got another entry at a number than the log
 *   has there, or out of order.
 * - sender-order (P3): what a device sent is stored in another order.
 * - duplicate (P4): an entry is stored twice, or told twice by one client.
 * - phantom (P5): an entry that nobody asked for. leak (P5): one told, or pushed, to somebody who was not in the chat.
 * - not-live, push-missing (P6): later than promised, or not at all.
 * - expired-shown: an entry was given to somebody who asked when it had expired.
 * - skipped (P7): a device went past an entry that its user may see, and nothing told.
 * - refused-but-stored, unknown-at-some (P9): a refusal was none; a message without an acknowledgement is at some members
 *   and not at others.
 * - unsettled (P9): the client never said what became of a message.
 * - cursor-regression (P10).
 * - presence-wrong: who watches a user was not told in time that they are online, or offline, or was told otherwise.
 * - presence-leak: a device was told of somebody whom it does not watch, or whose user shares no chat with them.
 * - interrupted: a device to which nothing was done lost its connection, because its token or its time ran out.
 * - token-outlived: something was served on a connection whose token had ended.
 * - list-differs, roster-differs: in the end, lists of chats, unread counts or members are not what the logs say.
 * - left-over: something that should be gone.
 */
export type FindingKind =
  | 'acknowledged-lost'
  | 'not-delivered'
  | 'seq-not-dense'
  | 'order-diverges'
  | 'sender-order'
  | 'duplicate'
  | 'phantom'
  | 'leak'
  | 'not-live'
  | 'push-missing'
  | 'expired-shown'
  | 'skipped'
  | 'refused-but-stored'
  | 'unknown-at-some'
  | 'unsettled'
  | 'cursor-regression'
  | 'presence-wrong'
  | 'presence-leak'
  | 'interrupted'
  | 'token-outlived'
  | 'list-differs'
  | 'roster-differs'
  | 'left-over';
