import { clientLimits } from './client-limits';

/** Limits of protocol version 1. Sizes are bytes of UTF-8; `hello` tells them to the client. */
export const limits = {
  ...clientLimits,
  /** Largest frame the server sends: a page of history is cut to fit and says `nextCursor`. */
  serverFrameBytes: 100 * 1024,
  /** Entries in one page of history. */
  pageSize: 100,
  /** Chats in one page of `listChats`. */
  chatsPerPage: 50,
  /** Members of one group up to whom its messages carry a status. */
  membersWithStatus: 100,
  /** Members of one group up to whom senders are told live who has read. */
  membersWithLiveReceipts: 32,
  /** Members of one group up to whom typing is told. */
  membersWithTyping: 50,
  /** Members in one page of `getReceipts`. */
  membersPerPage: 100,
  /** Members of one group, its owner included. */
  membersPerChat: 500,
  /** User ids in one request: members to add, say. */
  usersPerRequest: 200,
  /** Entries that `afterSeq` may be behind the newest: a client further behind syncs first. */
  entriesBehind: 200,
  /** Entries that one user may add to one chat within a second. */
  entriesPerSecond: 20,
  /** Sockets of one user that may be open at the same time. */
  socketsPerUser: 20,
  /** Title of a group. */
  titleBytes: 256,
  /** How a person is called. */
  displayNameBytes: 128,
  /** Token of a phone, as its platform gives it. */
  pushTokenLength: 2048,
} as const;
