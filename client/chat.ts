import { makeChanges, type Members } from './changes';
import { ChatDetails } from './chat-details';
import { type ChatFeed } from './chat-feed';
import { ChatReceipts, type Receipts } from './chat-receipts';
import { ChatOutbox, type ChatOutboxOptions } from './chat-outbox';
import { type CursorMarks } from './cursor-marks';
import { type Listener, type Unsubscribe } from './listeners';
import { makeMessages, type Messages } from './messages';
import { type OutboxRecord } from './outbox-storage';
import { ChatTyping, type Typing } from './typing';
import { type ChatInfo } from './wire/chat-info';

/** One chat of the user. */
export interface Chat {
  readonly chatId: string;
  /**
   * What the server last told about the chat, with the changes that came since. `members` only after `open` or `load`,
   * until one of them changes. After `onReset` a change may be missing: `load` asks again.
   */
  readonly info: ChatInfo;
  readonly messages: Messages;
  readonly members: Members;
  readonly receipts: Receipts;
  readonly typing: Typing;
  /**
   * Asks the server for the chat with its members.
   * @throws ParleyError `not_found`, `closed`, or what five tries failed with
   */
  load(): Promise<ChatInfo>;
  /** Gives the group a title: 1 to 256 bytes in one line. For owner and admins; otherwise as the changes of `members`. */
  setTitle(title: string): Promise<void>;
  /**
   * Takes the user out of the group, after what they have sent. If they own it, its longest-standing admin, or else
   * member, owns it then. Otherwise as the changes of `members`.
   */
  leave(): Promise<void>;
  /**
   * Keeps the user's phones still about this chat until then; without a time, no longer. `cursors.mutedUntil` of
   * `chats.list` tells.
   * @throws ParleyError `not_found`, `closed`, or what five tries failed with
   */
  mute(until?: Date): Promise<void>;
  /** What lies between the last delivered entry and `fromSeq` cannot be had; delivery goes on from `fromSeq`. */
  onReset(listener: Listener<{ fromSeq: number }>): Unsubscribe;
  /**
   * The user is not in this chat any more, or it is gone. Comes after the entry that says so, if that could
   * be had. Nothing further is asked for or delivered until the user is added again, or opens it again.
   */
  onLeft(listener: () => void): Unsubscribe;
}

/** A chat as the client keeps it: the public face, and what moves behind it. */
export interface FollowedChat {
  readonly chat: Chat;
  readonly feed: ChatFeed;
  readonly outbox: ChatOutbox;
  readonly receipts: ChatReceipts;
  readonly typing: ChatTyping;
  lastActiveAt: number;
  readonly told: (info: ChatInfo) => void;
}

export interface FollowOptions extends Omit<ChatOutboxOptions, 'chatId'> {
  info: ChatInfo;
  restored: readonly OutboxRecord[];
  marks: CursorMarks;
}

export function followChat(options: FollowOptions): FollowedChat {
  const { feed, timers, info } = options;
  const { chatId } = info;
  const details = new ChatDetails(info);
  const outbox = new ChatOutbox({ ...options, chatId }, options.restored);
  const told = (news: ChatInfo) => {
    details.told(news);
    feed.knows(news.lastSeq);
  };
  const receipts = new ChatReceipts({ ...options, chatId, info: () => details.info });
  const typing = new ChatTyping({ ...options, chatId });
  outbox.updates.add(({ state }) => state === 'sending' && typing.sent());
  const chat = makeChat({ ...options, chatId, outbox, receipts, typing, details, told });
  const followed: FollowedChat = { chat, feed, outbox, receipts, typing, lastActiveAt: timers.now(), told };
  feed.seen.add(() => (followed.lastActiveAt = timers.now()));
  feed.inOrder.add((entry) => details.follow(entry));
  return followed;
}

interface ChatParts extends ChatOutboxOptions {
  outbox: ChatOutbox;
  receipts: ChatReceipts;
  typing: ChatTyping;
  details: ChatDetails;
  told: (info: ChatInfo) => void;
}

function makeChat({ details, told, ...parts }: ChatParts): Chat {
  const { chatId, feed, call, receipts, typing } = parts;
  return {
    chatId,
    get info() {
      return details.info;
    },
    messages: makeMessages(parts),
    receipts,
    typing,
    ...makeChanges({ ...parts, onTold: told }),
    load: async () => {
      const { chat } = await call('getChat', { chatId });
      told(chat);
      return chat;
    },
    mute: async (until) => {
      await call('muteChat', until === undefined ? { chatId } : { chatId, until: until.toISOString() });
    },
    onReset: (listener) => feed.resets.add(listener),
    onLeft: (listener) => feed.lefts.add(() => listener()),
  };
}
