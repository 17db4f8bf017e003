import type { SchemasWords } from './documented';

const place = 'Its place in the chat.';

const mediaFields = {
  url: 'Where it can be fetched.',
  mime: 'Its media type.',
  bytes: 'Its size.',
  width: 'In pixels.',
  height: 'In pixels.',
} as const;

/** What the named types of the protocol mean. */
export const schemaWords: SchemasWords = {
  id: { means: 'The id of a user, a chat or a device.' },
  clientMessageId: {
    means:
      'Your id of one message or change, unique among all that this user ever sends, from any device: a UUID. It makes a retry the same message.',
  },
  requestId: {
    means: 'Your id of one request, unique among those in flight on the socket. The answer carries it back.',
  },
  seq: {
    means: 'A place in the log of a chat: 1, 2, 3 … without gaps. 0 stands for "before the first entry".',
  },
  timestamp: { means: 'ISO 8601 in UTC with milliseconds.' },
  moment: { means: 'ISO 8601 in UTC with milliseconds: `2026-01-31T12:00:00.000Z`.' },
  text: { means: 'The text of a message.' },
  title: { means: 'The title of a group.' },
  role: {
    means:
      'What a member of a group may do. There is one `OWNER`. An `ADMIN` may do what the `OWNER` may, except change roles and remove those who have one. The members of a direct chat are `MEMBER`s.',
  },
  profile: {
    means: 'How a user is called. What was never set is absent.',
    fields: {
      userId: 'Whose profile it is.',
      displayName: 'Their name.',
      avatarUrl: 'Where their picture can be fetched.',
      handle: 'Unique among all users: it finds them.',
    },
  },
  media: {
    means:
      'A picture or film. The server stores only this description: where the file itself is, is your concern.',
    fields: mediaFields,
  },
  shownMedia: {
    means: 'A picture or film in an entry. Fields to come are ignored.',
    fields: mediaFields,
  },
  chatEvent: {
    means: 'What changed in the chat itself. Who did it is the `senderId` of the entry.',
    fields: {
      kind: 'What happened; the table of [changes](#changes-of-a-chat) says what each means. Others may come.',
      chatType: 'What kind of chat it is.',
      title: 'The title.',
      members: 'Who is in the chat now, or who was added.',
      member: 'Who was removed.',
      roles: 'The roles that changed.',
      'roles[].userId': 'The member.',
      'roles[].role': 'The new role.',
    },
  },
  message: {
    means: 'One entry of the log of a chat: a message of a person, or an event of the chat.',
    fields: {
      seq: place,
      messageId:
        'A decimal number too long for a 53-bit float, hence a string. It rises with `seq` in one chat. What identifies an entry is the chat and `seq`.',
      senderId: 'Who sent the message, or did what the event tells.',
      clientMessageId: "The sender's id of it: how you know your own entry.",
      sentAt: 'When the server stored it. Never earlier than the entry before.',
      status: 'Always `SENT` as long as there are no receipts.',
      contentType: 'What `content` is. Others may come.',
      content: 'The text, the description of the file, or the change.',
    },
  },
  member: {
    means: 'A member of a chat.',
    fields: {
      userId: 'The user.',
      role: 'What they may do.',
      joinedSeq: 'The first entry that they may see.',
    },
  },
  chat: {
    means: 'A chat.',
    fields: {
      chatId: 'Its id.',
      type: '`DIRECT`: two users, for good. `GROUP`: members come and go.',
      title: 'What it is called; direct chats have none.',
      createdBy: 'Who created it.',
      createdAt: 'When.',
      memberCount: 'How many are in it.',
      lastSeq: 'Where its log ended when this was read.',
      members: 'Who is in it: in the answer of `getChat`, and for direct chats in `listChats`.',
    },
  },
  cursors: {
    means: 'Your place in a chat.',
    fields: {
      joinedSeq: 'The first entry that you may see.',
      deliveredSeq: 'Up to where it has reached a device of yours.',
      readSeq: 'Up to where you have read.',
      mutedUntil: 'Your phones keep still until then. It may have passed.',
    },
  },
  listedChat: {
    means: 'A chat as `listChats` shows it.',
    fields: {
      chatId: 'Its id.',
      type: '`DIRECT` or `GROUP`.',
      title: 'What it is called; direct chats have none.',
      createdBy: 'Who created it.',
      createdAt: 'When.',
      memberCount: 'How many are in it.',
      lastSeq: 'Where its log ended when this was read.',
      members: 'The two of a direct chat; a group tells only how many they are.',
      lastMessage:
        'Its newest entry, with long text and long lists of users cut short. Absent if all its entries have expired.',
      isCut: 'Something of `lastMessage` was cut off: do not keep it as the entry itself.',
      unread: 'Messages above your `readSeq`; 0 if the newest entry is a message of your own.',
      cursors: 'Your place in it.',
    },
  },
  errorFrame: {
    means: 'The answer to a request that was refused.',
    fields: {
      type: 'Marks a refusal.',
      requestId: 'As in the request; absent if the frame had none that could be read.',
      code: 'Why; the table of [error codes](#errors) says what each means. Others may come.',
      message: 'For people who read logs: "unable to …; why". Do not parse it.',
      retryable: 'Whether the same bytes may succeed later.',
      retryAfterMs: 'How long to wait at least, in milliseconds.',
    },
  },
  gatewayFrame: {
    means: 'A frame of API Gateway itself, which could not get an answer.',
    fields: {
      message: 'What API Gateway says. Do not parse it.',
      connectionId: 'This socket.',
      requestId: "API Gateway's own id of the frame that it speaks of, not yours.",
    },
  },
  status: {
    means:
      '`READ`: every other member has read it. `DELIVERED`: it has reached a device of each. `SENT`: neither, or not known.',
  },
  receipts: {
    means: 'Up to where every one of some members is.',
    fields: { deliveredSeq: 'All of them have it up to here.', readSeq: 'All of them have read up to here.' },
  },
  memberReceipt: {
    means: 'How far one member is.',
    fields: {
      userId: 'The member.',
      deliveredSeq: 'A device of theirs has it up to here.',
      deliveredAt: 'Since when; absent until something was marked.',
      readSeq: 'They have read up to here.',
      readAt: 'Since when; absent until something was marked.',
    },
  },
  receiptEvent: {
    means: 'How far a member is.',
    fields: {
      type: 'Marks the event.',
      chatId: 'The chat.',
      userId: 'The member.',
      deliveredSeq: 'A device of theirs has it up to here.',
      readSeq: 'They have read up to here.',
    },
  },
  typingState: { means: 'Whether somebody types.' },
  typingEvent: {
    means: 'A member is typing, or has stopped.',
    fields: { type: 'Marks the event.', chatId: 'The chat.', userId: 'The member.', state: 'What they do.' },
  },
  presenceStatus: {
    means:
      '`online`: a socket of theirs is alive. `offline`: none is. `unknown`: not heard of for 30 days or never, not yours to see, or the server cannot tell at present.',
  },
  userPresence: {
    means: 'Whether a user is there.',
    fields: {
      userId: 'The user.',
      status: 'Whether they are.',
      lastSeen: 'Of who is `offline`: when a device of theirs was last heard of.',
    },
  },
  presenceEvent: {
    means: 'A user has come online or gone offline.',
    fields: {
      type: 'Marks the event.',
      userId: 'The user.',
      status: 'What they are now.',
      lastSeen: 'Of who is `offline`: when a device of theirs was last heard of.',
      at: 'When it happened, by the clock of the server.',
      validForSeconds: 'How long your watch goes on: until then it would tell of the next change.',
    },
  },
  messageEvent: {
    means: 'A message was added to a chat.',
    fields: { type: 'Marks the event.', chatId: 'The chat.', message: 'The new entry.' },
  },
  chatChangedEvent: {
    means: 'A chat was created or changed.',
    fields: {
      type: 'Marks the event.',
      chat: 'The chat after the change, without `members`.',
      change: 'The new entry, an `EVENT`. It has its place in the order of entries.',
    },
  },
};
