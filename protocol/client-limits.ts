/** Limits that a client obeys by itself: it cuts lists into parts, and refuses what is too large before it is sent. */
export const clientLimits = {
  /** API Gateway closes the socket (1009) on a larger client frame; browsers send one frame per message. */
  frameBytes: 32 * 1024,
  /** Text of one message; media content is far smaller. */
  contentBytes: 16 * 1024,
  /** Entries in one page of history when the request names no limit. */
  defaultPageSize: 50,
  /** Chats named in one `sync`. */
  chatsPerSync: 100,
  /** Chats named in one `markDelivered` or `markRead`. */
  chatsPerReceipt: 100,
  /** User ids in one `getUsers`. */
  usersPerLookup: 100,
  /** User ids in one `getPresence` or `watchPresence`. */
  usersPerPresence: 100,
} as const;
