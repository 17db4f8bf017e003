import { randomUUID } from 'node:crypto';
import { type Action, type ListedChat, type Message, type ResponseOf } from '../../protocol';
import { type Frame, type RawClient } from '../support/local-runtime';
import { checkOk } from './check-frame';

/** A chat of a case. lastSeq: the highest that is known of it, from which the next afterSeq is taken. */
export interface CaseChat {
  readonly chatId: string;
  lastSeq: number;
}

export interface Said {
  readonly afterSeq?: number;
  readonly clientMessageId?: string;
}

const maxTries = 5;

/** Somebody with one open socket. */
export class Member {
  constructor(
    readonly userId: string,
    readonly client: RawClient,
  ) {}

  /** The frame that answers, whatever it says. */
  ask(action: string, fields: object = {}): Promise<Frame> {
    return this.client.request(action, fields);
  }

  /**
   * The fields of an ok answer, which must be as the schema says and hold nothing besides. Does as the protocol asks of a client: after a
   * retryable refusal, or when no answer comes, it sends the same bytes again.
   */
  async do<A extends Action>(action: A, fields: object = {}): Promise<ResponseOf<A>> {
    const frame = await this.persist(action, fields);
    if (frame.type !== 'ok') throw new Error(`${action} was refused: ${JSON.stringify(frame)}`);
    return checkOk(action, frame);
  }

  /** The code of a refusal; an answer that is none is told as it is. */
  async refusal(action: string, fields: object = {}): Promise<unknown> {
    const frame = await this.persist(action, fields);
    return frame.type === 'error' ? frame['code'] : frame;
  }

  private async persist(action: string, fields: object): Promise<Frame> {
    for (let tries = 1; ; tries++) {
      const frame = await this.ask(action, fields).catch((error: unknown) => {
        if (tries === maxTries) throw error;
      });
      if (frame !== undefined && (frame['retryable'] !== true || tries === maxTries)) return frame;
      await new Promise((resolve) => setTimeout(resolve, Number(frame?.['retryAfterMs'] ?? 100 * tries)));
    }
  }

  async group(others: readonly Member[], title = 'Contract'): Promise<CaseChat> {
    const { chat } = await this.do('createChat', {
      type: 'GROUP',
      title,
      members: others.map(({ userId }) => userId),
      clientMessageId: randomUUID(),
    });
    return { chatId: chat.chatId, lastSeq: chat.lastSeq };
  }

  async direct(other: Member): Promise<CaseChat> {
    const { chat } = await this.do('createChat', { type: 'DIRECT', with: other.userId });
    return { chatId: chat.chatId, lastSeq: chat.lastSeq };
  }

  /** The fields of a send, as a retry repeats them. */
  draft(chat: CaseChat, content: string, { afterSeq, clientMessageId }: Said = {}) {
    return {
      chatId: chat.chatId,
      content,
      afterSeq: afterSeq ?? chat.lastSeq,
      clientMessageId: clientMessageId ?? randomUUID(),
    };
  }

  async say(chat: CaseChat, content: string, said: Said = {}): Promise<ResponseOf<'sendMessage'>> {
    const sent = await this.do('sendMessage', this.draft(chat, content, said));
    chat.lastSeq = Math.max(chat.lastSeq, sent.seq);
    return sent;
  }

  async change(
    action: 'addMembers' | 'removeMember' | 'leaveChat' | 'updateChat',
    chat: CaseChat,
    fields: object = {},
  ): Promise<ResponseOf<'addMembers'>> {
    const changed = await this.do(action, this.changing(chat, fields));
    chat.lastSeq = Math.max(chat.lastSeq, changed.chat.lastSeq);
    return changed;
  }

  /** The fields of a change, as a retry repeats them. */
  changing({ chatId, lastSeq }: CaseChat, fields: object = {}) {
    return { chatId, afterSeq: lastSeq, clientMessageId: randomUUID(), ...fields };
  }

  add(chat: CaseChat, member: Member): Promise<ResponseOf<'addMembers'>> {
    return this.change('addMembers', chat, { members: [member.userId] });
  }

  remove(chat: CaseChat, member: Member): Promise<ResponseOf<'removeMember'>> {
    return this.change('removeMember', chat, { member: member.userId });
  }

  /** Everything that getMessages shows of a chat, oldest first. */
  async history({ chatId }: CaseChat): Promise<Message[]> {
    const all: Message[] = [];
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
      const page = await this.do('getMessages', {
        chatId,
        limit: 100,
        ...(cursor !== undefined && { cursor }),
      });
      all.push(...page.messages);
      cursor = page.nextCursor;
    }
    return all.reverse();
  }

  /** All pages of listChats. */
  async list(): Promise<ListedChat[]> {
    const all: ListedChat[] = [];
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
      const page = await this.do('listChats', cursor === undefined ? {} : { cursor });
      all.push(...page.chats);
      cursor = page.nextCursor;
    }
    return all;
  }

  async sync({ chatId }: CaseChat, afterSeq: number): Promise<ResponseOf<'sync'>['chats'][number]> {
    return (await this.do('sync', { chats: [{ chatId, afterSeq }] })).chats[0]!;
  }

  /** The event that brings an entry of a chat. */
  event({ chatId }: CaseChat, seq: number, withinSeconds?: number): Promise<Frame> {
    return this.client.next((frame) => isEntry(frame, chatId, seq), 0, withinSeconds);
  }

  /** The seqs of a chat that have come by events, each as often as it came. */
  told({ chatId }: CaseChat): number[] {
    const seqs = this.client.frames.map((frame) =>
      chatOf(frame) === chatId ? entryOf(frame)?.seq : undefined,
    );
    return seqs.filter((seq) => seq !== undefined);
  }
}

function isEntry(frame: Frame, chatId: string, seq: number): boolean {
  return chatOf(frame) === chatId && entryOf(frame)?.seq === seq;
}

function chatOf({ chatId, chat }: Frame): unknown {
  return chatId ?? (chat as { chatId?: string } | undefined)?.chatId;
}

function entryOf({ type, message, change }: Frame): { seq: number } | undefined {
  if (type === 'message') return message as { seq: number };
  return type === 'chat' ? (change as { seq: number }) : undefined;
}
