/** Limits of protocol version 1. Sizes are bytes of UTF-8; `hello` tells them to the client. */
export const limits = {
  /** API Gateway closes the socket (1009) on a larger client frame; browsers send one frame per message. */
  frameBytes: 32 * 1024,
  /** Text of one message; media content is far smaller. */
  contentBytes: 16 * 1024,
  /** Largest frame the server sends: a page of history is cut to fit and says `nextCursor`. */
  serverFrameBytes: 100 * 1024,
  /** Entries in one page of history. */
  pageSize: 100,
  /** Entries in one page of history when the request names no limit. */
  defaultPageSize: 50,
  /** Chats named in one `sync`. */
  chatsPerSync: 100,
  /** Chats in one page of `listChats`. */
  chatsPerPage: 50,
  /** Chats named in one `markDelivered` or `markRead`. */
  chatsPerReceipt: 100,
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
  /** User ids in one `getUsers`. */
  usersPerLookup: 100,
  /** User ids in one `getPresence` or `watchPresence`. */
  usersPerPresence: 100,
  /** How a person is called. */
  displayNameBytes: 128,
  /** Token of a phone, as its platform gives it. */
  pushTokenLength: 2048,
} as const;

/** The subprotocol that the server answers; the client offers it beside `jwt.<token>`. */
export const subprotocol = 'parley.v1';

/** Prefix of the subprotocol that carries the token: browsers cannot set headers on a WebSocket. */
export const tokenSubprotocolPrefix = 'jwt.';

/** How long a client waits for a response before it calls the outcome unknown and resends the same bytes. */
export const responseTimeoutMs = 10_000;
