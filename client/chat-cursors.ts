import { type ChatInfo } from './wire/chat-info';
import { type Entry, type Status } from './wire/entry';
import { type Reached, type Receipt } from './wire/receipts';

const nowhere: Reached = { deliveredSeq: 0, readSeq: 0 };

/** How far the others in a chat are, as far as the server has told. Cursors never fall, so what is known holds. */
export class ChatCursors {
  readonly #userId: () => string | undefined;
  readonly #info: () => ChatInfo;
  readonly #members = new Map<string, Reached>();
  /** Where all others are, at least. */
  #floor = nowhere;
  #createdAt: string;

  constructor(userId: () => string | undefined, info: () => ChatInfo) {
    this.#userId = userId;
    this.#info = info;
    this.#createdAt = info().createdAt;
  }

  /** A member is this far. Whether that is news. */
  raise({ userId, ...told }: Receipt): boolean {
    this.#forgetOtherLog();
    const before = this.#members.get(userId) ?? nowhere;
    const now = furthest(before, told);
    this.#members.set(userId, now);
    this.#raiseByMembers();
    return now.deliveredSeq > before.deliveredSeq || now.readSeq > before.readSeq;
  }

  /** All others are this far. Whether that is news. */
  raiseFloor(told: Reached): boolean {
    this.#forgetOtherLog();
    const before = this.#floor;
    this.#floor = furthest(before, told);
    return this.#floor.deliveredSeq > before.deliveredSeq || this.#floor.readSeq > before.readSeq;
  }

  statusOf({ seq, senderId, status }: Entry): Status {
    this.#forgetOtherLog();
    // The floor is of all but the user: it says nothing of what others wrote, for which the user counts.
    if (senderId !== this.#userId()) return status;
    if (status === 'READ' || this.#floor.readSeq >= seq) return 'READ';
    return status === 'DELIVERED' || this.#floor.deliveredSeq >= seq ? 'DELIVERED' : 'SENT';
  }

  /** In a direct chat the other one is all others; in a group all have to be known, and how far each of them is. */
  #raiseByMembers(): void {
    const { type, members } = this.#info();
    const me = this.#userId();
    const others =
      type === 'DIRECT'
        ? [...this.#members.keys()].filter((userId) => userId !== me)
        : members?.map(({ userId }) => userId).filter((userId) => userId !== me);
    if (!others || others.length === 0) return;
    const reached = others.map((userId) => this.#members.get(userId) ?? nowhere);
    this.raiseFloor(lowest(reached));
  }

  /** The server had lost the chat, and its numbers began anew. */
  #forgetOtherLog(): void {
    const { createdAt } = this.#info();
    if (createdAt === this.#createdAt) return;
    this.#createdAt = createdAt;
    this.#members.clear();
    this.#floor = nowhere;
  }
}

/** Where every one of some members is; there must be one. */
export function lowest(reached: readonly Reached[]): Reached {
  return {
    deliveredSeq: Math.min(...reached.map(({ deliveredSeq, readSeq }) => Math.max(deliveredSeq, readSeq))),
    readSeq: Math.min(...reached.map(({ readSeq }) => readSeq)),
  };
}

function furthest(one: Reached, other: Reached): Reached {
  const readSeq = Math.max(one.readSeq, other.readSeq);
  return { deliveredSeq: Math.max(one.deliveredSeq, other.deliveredSeq, readSeq), readSeq };
}
