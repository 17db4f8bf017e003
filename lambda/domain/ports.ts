import type { EventEntry, LogEntry } from './log-entry';
import type { Roster } from './roster';

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

/** What is derived from the logs: rosters, and each user's list of chats. */
export interface ChatStore {
  /** The stored roster, strongly consistent. It may be behind the log. */
  getRoster(chatId: string): Promise<Roster | undefined>;
  /** Stores a roster in place of the one folded up to `replacedEventSeq` (0: none). Someone else was first: no error, no change. */
  putRoster(chatId: string, roster: Roster, replacedEventSeq: number): Promise<void>;
  /** Puts the chat into the lists of the members whom the event added. Doing it again, or late, changes nothing. */
  putUserChats(chatId: string, event: EventEntry): Promise<void>;
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

/** Work for the fan-out worker. tries: posts of this frame that these sockets have had. */
export type FanOutJob =
  { kind: 'post'; frame: string; sockets: Socket[]; tries: number } | { kind: 'close'; socket: Socket };

export interface FanOutQueue {
  put(job: FanOutJob, delaySeconds: number): Promise<void>;
}

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
}
