import { type Entry } from '../../client';
import { type Chat, type ChatEvent, type Cursors, type Member, type RequestOf } from '../../protocol';
import { FakeCursors } from './fake-cursors';

export type ChangeRequest = RequestOf<'addMembers' | 'removeMember' | 'leaveChat' | 'updateChat'>;

export const sentAt = '2026-11-24T10:00:00.000Z';

/** Entries that a try may be behind the end of the log. */
const tailLimit = 200;

/** What an append brings. */
export interface Draft {
  senderId: string;
  clientMessageId: string;
  afterSeq: number;
  contentType?: Entry['contentType'];
  content: unknown;
}

/** One chat as the server keeps it: its log, and who is in it. By default the direct chat of alice and bob. */
export class FakeChat {
  readonly log: Entry[] = [];
  readonly members = new Map<string, Omit<Member, 'userId'>>(
    ['alice', 'bob'].map((userId) => [userId, { role: 'MEMBER', joinedSeq: 1 }]),
  );
  type: Chat['type'] = 'DIRECT';
  title: string | undefined;
  createdAt = sentAt;
  unread = 0;
  /** Where the log ends when retention has taken all of it. */
  #bareEnd = 0;
  readonly cursors = new FakeCursors(this);

  constructor(readonly chatId: string) {}

  get lastSeq(): number {
    return this.log.at(-1)?.seq ?? this.#bareEnd;
  }

  get info(): Chat {
    const { chatId, type, title, createdAt, lastSeq } = this;
    const memberCount = this.members.size;
    return { chatId, type, ...(title && { title }), createdBy: 'bob', createdAt, memberCount, lastSeq };
  }

  get infoWithMembers(): Chat {
    const members = [...this.members].map(([userId, member]) => ({ userId, ...member }));
    return { ...this.info, members };
  }

  cursorsOf(userId: string): Cursors {
    return { joinedSeq: this.members.get(userId)?.joinedSeq ?? 1, ...this.cursors.of(userId) };
  }

  /** Retention takes everything below a seq; with `bareEnd` all there is, and the numbers go on above it. */
  expire(belowSeq: number, bareEnd?: number): void {
    this.log.splice(0, this.log.length, ...this.log.filter(({ seq }) => seq >= belowSeq));
    this.#bareEnd = bareEnd ?? this.#bareEnd;
  }

  /** The entry of this try, whether written now or before, or why there is none. */
  append({ senderId, clientMessageId, afterSeq, ...body }: Draft): Entry | 'stale_attempt' | 'not_found' {
    const own = this.log.find((entry) => entry.clientMessageId === clientMessageId && entry.seq > afterSeq);
    if (this.#isStale(afterSeq)) return 'stale_attempt';
    if (own) return own;
    if (!this.members.has(senderId)) return 'not_found';
    const entry = anEntry(this.lastSeq + 1, { senderId, clientMessageId, ...body } as Partial<Entry>);
    this.log.push(entry);
    if (entry.contentType === 'EVENT') this.#fold(entry.seq, entry.senderId, entry.content);
    return entry;
  }

  /** Another user changes the chat. */
  change(senderId: string, content: ChatEvent): Entry {
    const seq = this.lastSeq + 1;
    const entry = anEntry(seq, { senderId, contentType: 'EVENT', content });
    this.log.push(entry);
    this.#fold(seq, senderId, content);
    return entry;
  }

  sync(userId: string, afterSeq: number, pageSize: number): object {
    const { chatId, lastSeq } = this;
    const member = this.members.get(userId);
    if (!member) return { chatId, messages: [], more: false, left: true };
    if (afterSeq > lastSeq) {
      return { chatId, messages: [], more: true, reset: { fromSeq: member.joinedSeq } };
    }
    const rest = this.log.filter(({ seq }) => seq > afterSeq && seq >= member.joinedSeq);
    const fromSeq = Math.max(rest[0]?.seq ?? lastSeq + 1, member.joinedSeq);
    const reset = fromSeq > afterSeq + 1 ? { reset: { fromSeq } } : {};
    const messages = rest.slice(0, pageSize).map((entry) => this.cursors.withStatus(entry));
    const receipts = this.type === 'DIRECT' ? this.cursors.floorWithout(userId) : undefined;
    return { chatId, messages, more: rest.length > pageSize, ...reset, ...(receipts && { receipts }) };
  }

  /** afterSeq must be an entry, or the end of a log without any, not too far back. */
  #isStale(afterSeq: number): boolean {
    const isBefore = afterSeq === 0 && (this.log[0]?.seq ?? 1) === 1 && this.#bareEnd === 0;
    const isEnd = this.log.length === 0 && afterSeq === this.#bareEnd;
    const isEntry = this.log.some(({ seq }) => seq === afterSeq);
    return !(isBefore || isEnd || isEntry) || this.lastSeq - afterSeq > tailLimit;
  }

  #fold(seq: number, senderId: string, event: ChatEvent): void {
    if (event.kind === 'membersAdded') {
      for (const userId of event.members) this.members.set(userId, { role: 'MEMBER', joinedSeq: seq });
    }
    if (event.kind === 'memberRemoved') this.members.delete(event.member);
    if (event.kind === 'memberLeft') this.members.delete(senderId);
    if (event.kind !== 'updated') return;
    this.title = event.title ?? this.title;
    for (const { userId, role } of event.roles ?? []) this.members.set(userId, { role, joinedSeq: 1 });
  }
}

/** The events by which alice leaves the chat and comes back. */
export const removed: ChatEvent = { kind: 'memberRemoved', member: 'alice' };
export const added: ChatEvent = { kind: 'membersAdded', members: ['alice'] };

/** What a request comes to; undefined if it changes nothing. */
export function eventOf(request: ChangeRequest, { members }: FakeChat): ChatEvent | undefined {
  switch (request.action) {
    case 'addMembers': {
      const added = request.members.filter((userId) => !members.has(userId));
      return added.length > 0 ? { kind: 'membersAdded', members: added } : undefined;
    }
    case 'removeMember':
      return members.has(request.member) ? { kind: 'memberRemoved', member: request.member } : undefined;
    case 'leaveChat':
      return { kind: 'memberLeft' };
    case 'updateChat': {
      const { title, roles } = request;
      return { kind: 'updated', ...(title && { title }), ...(roles && { roles }) };
    }
  }
}

export function anEntry(seq: number, fields: Partial<Entry> = {}): Entry {
  return {
    seq,
    messageId: `${seq}`,
    senderId: 'bob',
    clientMessageId: `of-another-client-${seq}`,
    sentAt,
    status: 'SENT',
    contentType: 'TEXT',
    content: `text ${seq}`,
    ...fields,
  } as Entry;
}

export function anError(code: string, fields: object = {}): object {
  const retryable = ['busy', 'rate_limited', 'unavailable', 'internal'].includes(code);
  return { type: 'error', code, message: `unable to do it; ${code}`, retryable, ...fields };
}
