import type { EntryEvent, ServerEvent } from '../../protocol';
import type { LogEntry } from './log-entry';
import type { Floor, Roster } from './roster';

/** One page of a log. more: entries may follow in the direction of reading. */
export interface LogPage {
  entries: LogEntry[];
  more: boolean;
}

/** The append-only logs of all chats. Every read is strongly consistent. */
export interface MessageLog {
  /** Entries at `fromSeq` and above, oldest first, at most `limit` and at most one page of the store (1 MB). */
  listFrom(chatId: string, fromSeq: number, limit: number): Promise<LogPage>;
  /** Entries below `beforeSeq`, newest first; without it from the newest entry down. */
  listBefore(chatId: string, beforeSeq: number | undefined, limit: number): Promise<LogPage>;
  /** Writes the entry if its seq is free. Returns undefined when written, else the entry that stands there. */
  append(entry: LogEntry): Promise<LogEntry | undefined>;
}

/** Who comes into a chat and who goes by the event at `seq`. ordinal: messages up to there, where unread counts start. */
export interface MembershipChange {
  chatId: string;
  seq: number;
  ordinal: number;
  joined: readonly string[];
  left: readonly string[];
}

/**
 * One chat in a user's list, with the user's cursors in it. deliveredOrdinal, readOrdinal: messages up to there, the
 * former once something was marked delivered.
 */
export interface UserChat {
  chatId: string;
  joinedSeq: number;
  deliveredSeq: number;
  deliveredOrdinal?: number;
  readSeq: number;
  readOrdinal: number;
  pushedSeq?: number;
  mutedUntil?: string;
}

/**
 * How far a member is in a chat, and since when (ISO 8601). Whoever has read an entry has got it. pushedSeq: the newest
 * message that went to a phone of theirs. mutedUntil: ISO 8601; nothing is pushed before.
 */
export interface MemberCursors {
  deliveredSeq: number;
  deliveredAt?: string;
  readSeq: number;
  readAt?: string;
  pushedSeq?: number;
  mutedUntil?: string;
}

/** ordinal: messages up to the entry at seq. at: ISO 8601. */
export interface CursorRaise {
  kind: 'delivered' | 'read';
  seq: number;
  ordinal: number;
  at: string;
}

/** What is derived from the logs: rosters, and each user's list of chats. Every read is strongly consistent. */
export interface ChatStore {
  /** The stored roster. It may be behind the log. */
  getRoster(chatId: string): Promise<Roster | undefined>;
  /** The stored rosters of up to 100 chats, by chat; those without one are missing. */
  getRosters(chatIds: readonly string[]): Promise<ReadonlyMap<string, Roster>>;
  /**
   * Stores a roster in place of the one folded up to `replacedEventSeq` (0: none), but never its floor. Someone else
   * was first: no error, no change.
   */
  putRoster(chatId: string, roster: Roster, replacedEventSeq: number): Promise<void>;
  /**
   * Reserves the numbers from `floor.seq` on, in place of the floor at `replacedSeq` (0: none). Returns false, and
   * changes nothing, if another floor or no roster stands there.
   */
  raiseFloor(chatId: string, floor: Floor, replacedSeq: number): Promise<boolean>;
  /** Puts the chat into the lists of those who joined, and closes it in the lists of those who left. Doing it again, or late, changes nothing. */
  putUserChats(change: MembershipChange): Promise<void>;
  /**
   * Raises one cursor of a member, which never falls. Returns the cursors as they were before, undefined for someone who
   * is not in the chat. Raising to where it is, or below, changes nothing.
   */
  raiseCursor(userId: string, chatId: string, raise: CursorRaise): Promise<MemberCursors | undefined>;
  /** Notes that a message went to the member's phones. It never falls; for someone who is not in the chat nothing changes. */
  raisePushed(userId: string, chatId: string, seq: number): Promise<void>;
  /** Mutes the chat for the member (until: ISO 8601), or no longer. Returns false for someone who is not in the chat. */
  setMuted(userId: string, chatId: string, until: string | undefined): Promise<boolean>;
  /** The cursors of members, by user; those without any are missing. */
  listCursors(chatId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, MemberCursors>>;
  /** The chats that the user has not left, in the order of their ids, from behind `afterChatId` on. A page may be empty and say `more`. */
  listUserChats(userId: string, afterChatId: string | undefined, limit: number): Promise<UserChatPage>;
}

/** nextChatId: where the next page starts behind; undefined at the end. */
export interface UserChatPage {
  chats: UserChat[];
  nextChatId: string | undefined;
}

/** One open connection of a user: what it takes to post to it. Times in milliseconds since 1970. */
export interface Socket {
  userId: string;
  connectionId: string;
  callbackUrl: string;
  deviceId?: string;
  connectedAt: number;
  expiresAt: number;
}

export interface ConnectionStore {
  /** Adds the socket; tells how many live ones the user then has, itself included. */
  put(socket: Socket): Promise<number>;
  /** Removes exactly this socket; tells how many live ones the user still has. Removing one that is gone is no error. */
  remove(socket: Pick<Socket, 'userId' | 'connectionId'>): Promise<number>;
  /** Live sockets of all the users, strongly consistent: one registered before its client synced is found. */
  list(userIds: readonly string[]): Promise<Socket[]>;
}

/** delivered: the gateway took it. gone: the socket is closed. failed: it may work later. */
export type PostOutcome = 'delivered' | 'gone' | 'failed';

export interface SocketPoster {
  /** One attempt of at most 1 s; never throws. */
  post(socket: Socket, frame: string): Promise<PostOutcome>;
  /** Closes the socket, so that its client connects anew and syncs. One that is gone is no error. */
  close(socket: Socket): Promise<void>;
}

/**
 * Work for the fan-out worker. slice: find the sockets of these users and post the event to all but one of them.
 * post: post it again to the sockets that failed; tries: posts that they have had. close: end a socket.
 */
export type FanOutJob =
  | { kind: 'slice'; event: EntryEvent; userIds: string[]; exceptConnectionId: string }
  | { kind: 'post'; event: ServerEvent; sockets: Socket[]; tries: number }
  | { kind: 'close'; socket: Socket };

export interface FanOutQueue {
  /** Hands the jobs over, all of them or it throws. At most 900 seconds later. */
  put(jobs: readonly FanOutJob[], delaySeconds: number): Promise<void>;
}

/** An entry that someone is about to write: what to look for, and from which seq on. */
export interface DeliveryCheck {
  chatId: string;
  senderId: string;
  clientMessageId: string;
  afterSeq: number;
}

export interface CheckQueue {
  /** Has the entry looked after in some seconds, whatever becomes of its writer. */
  put(check: DeliveryCheck): Promise<void>;
}

/** A message that phones of these users may have to be told of: at most 50 users. */
export interface PushJob {
  chatId: string;
  seq: number;
  userIds: string[];
}

export interface PushQueue {
  put(job: PushJob): Promise<void>;
}

/**
 * What operators want counted. post_*: how a post to a socket ended, throttled: the gateway or the socket is too busy.
 * presence_failed: Valkey did not do something in time, or watchers could not be told.
 */
export type Occurrence =
  | 'post_delivered'
  | 'post_gone'
  | 'post_throttled'
  | 'post_failed'
  | 'dispatch_failed'
  | 'clock_behind'
  | 'presence_failed'
  | 'push_failed';

/** What a use case may not read by itself. */
export interface Runtime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after the time. */
  sleep(milliseconds: number): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  /** A fault that is not worth failing the request for. */
  report(message: string, cause: unknown): void;
  /** Something that shows in the metrics. */
  count(occurrence: Occurrence): void;
}
