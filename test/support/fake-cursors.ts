import { type Entry } from '../../client';
import { type FakeChat } from './fake-chat';

type CursorAction = 'markDelivered' | 'markRead';

interface Reached {
  deliveredSeq: number;
  readSeq: number;
}

/** How far the members of one chat are. Cursors start where their member joined and never fall. */
export class FakeCursors {
  readonly #stored = new Map<string, Reached>();

  constructor(private readonly chat: Pick<FakeChat, 'chatId' | 'log' | 'members'>) {}

  of(userId: string): Reached {
    const member = this.chat.members.get(userId);
    // Those who are there from the beginning: most logs here begin without the entry of the creation.
    const joinedSeq = member && member.joinedSeq > 1 ? member.joinedSeq : 0;
    const { deliveredSeq, readSeq } = this.#stored.get(userId) ?? { deliveredSeq: 0, readSeq: 0 };
    return { deliveredSeq: Math.max(deliveredSeq, joinedSeq), readSeq: Math.max(readSeq, joinedSeq) };
  }

  /** One element of the answer to a request that raises cursors. */
  raise(userId: string, action: CursorAction, seq: number): object {
    const { chatId, log, members } = this.chat;
    const member = members.get(userId);
    if (!member) return { chatId, code: 'not_found' };
    const isShown = seq >= member.joinedSeq && log.some((entry) => entry.seq === seq);
    if (!isShown) return { chatId, code: 'bad_request' };
    const before = this.of(userId);
    const readSeq = action === 'markRead' ? Math.max(before.readSeq, seq) : before.readSeq;
    this.#stored.set(userId, { deliveredSeq: Math.max(before.deliveredSeq, seq), readSeq });
    return { chatId, ...this.of(userId) };
  }

  page(userId: string, pageSize: number, cursor = ''): object {
    const others = [...this.chat.members.keys()].filter((other) => other !== userId).sort();
    const rest = others.filter((other) => other > cursor);
    const page = rest.slice(0, pageSize);
    const members = page.map((other) => ({ userId: other, ...this.of(other) }));
    return rest.length > page.length ? { members, nextCursor: page.at(-1) } : { members };
  }

  floorWithout(userId: string): Reached | undefined {
    const others = [...this.chat.members.keys()].filter((other) => other !== userId);
    if (others.length === 0) return undefined;
    const reached = others.map((other) => this.of(other));
    return {
      deliveredSeq: Math.min(...reached.map(({ deliveredSeq }) => deliveredSeq)),
      readSeq: Math.min(...reached.map(({ readSeq }) => readSeq)),
    };
  }

  /** The entry as it is read now. */
  withStatus(entry: Entry): Entry {
    const floor = this.floorWithout(entry.senderId);
    if (!floor || floor.deliveredSeq < entry.seq) return { ...entry, status: 'SENT' };
    return { ...entry, status: floor.readSeq < entry.seq ? 'DELIVERED' : 'READ' };
  }
}
