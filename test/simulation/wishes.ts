import type { Chat } from '../../client';
import { groupChatId } from '../../lambda/domain/chat-id';
import type { ChatEvent } from '../../protocol';
import type { Body } from '../history/history';
import type { Application, Host } from './application';

/** What a user asks for in a chat. */
export type Wish =
  | { kind: 'message'; text: string }
  | { kind: 'read' }
  | { kind: 'typing' }
  | { kind: 'group'; title: string; members: string[] }
  /** A client of somebody else's making claims to know entries that there are not. */
  | { kind: 'bluff'; text: string }
  | Extract<ChatEvent, { kind: 'membersAdded' | 'memberRemoved' | 'memberLeft' | 'updated' }>;

/** Carries out what users wish, and takes down what they have asked for and how it ended. */
export class Wishes {
  readonly #application: Application;
  readonly #host: Host & { idToCome: () => string };

  constructor(application: Application, host: Host & { idToCome: () => string }) {
    this.#application = application;
    this.#host = host;
  }

  carryOut(chatId: string, wish: Wish): void {
    if (wish.kind === 'group') return this.#createGroup(wish);
    const chat = this.#application.followed.get(chatId);
    if (chat) this.#in(chat, wish);
  }

  #in(chat: Chat, wish: Wish): void {
    switch (wish.kind) {
      case 'group':
        return;
      case 'bluff':
        return this.#bluff(chat, wish.text);
      case 'message':
        return this.#say(chat, wish.text);
      case 'read':
        chat.receipts.markRead().catch(() => undefined);
        return;
      case 'typing':
        return chat.typing.start();
      case 'membersAdded':
        return this.#change(chat, wish, () => chat.members.add(wish.members));
      case 'memberRemoved':
        return this.#change(chat, wish, () => chat.members.remove(wish.member));
      case 'memberLeft':
        return this.#change(chat, wish, () => chat.leave());
      case 'updated':
        return this.#change(chat, wish, () =>
          wish.title === undefined ? chat.members.setRoles(wish.roles ?? []) : chat.setTitle(wish.title),
        );
    }
  }

  #say(chat: Chat, text: string): void {
    this.#asks(chat.chatId, text);
    chat.messages.send(text).catch(() => undefined);
  }

  /** The same bytes twice, as a retry has them. */
  #bluff({ chatId }: Chat, content: string): void {
    const clientMessageId = this.#asks(chatId, content);
    this.#host.nextId();
    const attempt = { chatId, clientMessageId, afterSeq: 999_999, contentType: 'TEXT', content };
    const text = JSON.stringify({ action: 'sendMessage', requestId: clientMessageId, ...attempt });
    this.#host.network.send(text);
    this.#host.world.time.after(400, () => this.#host.network.send(text));
  }

  #createGroup({ title, members }: Extract<Wish, { kind: 'group' }>): void {
    const { userId } = this.#host.plan;
    const all = [...new Set([userId, ...members])].sort();
    const chatId = groupChatId(userId, this.#host.idToCome());
    const clientMessageId = this.#asks(chatId, { kind: 'created', chatType: 'GROUP', title, members: all });
    this.#application.client.chats
      .createGroup({ title, members: all.filter((member) => member !== userId) })
      .then(
        (chat) => {
          this.#application.record({ kind: 'settled', clientMessageId, outcome: 'stored', seq: 1 });
          this.#application.follow(chat);
        },
        (error: unknown) => {
          if (this.#application.isAlive) this.#application.refused(clientMessageId, error);
        },
      );
  }

  #change(chat: Chat, body: Body, ask: () => Promise<void>): void {
    const clientMessageId = this.#asks(chat.chatId, body);
    const done = ask();
    // Who is out already leaves without a request. The id is then still to come, and would be the next wish's too.
    if (this.#host.idToCome() === clientMessageId) this.#host.nextId();
    done.then(
      () => this.#application.record({ kind: 'settled', clientMessageId, outcome: 'stored', seq: 0 }),
      (error: unknown) => {
        if (this.#application.isAlive) this.#application.refused(clientMessageId, error);
      },
    );
  }

  #asks(chatId: string, body: Body): string {
    const clientMessageId = this.#host.idToCome();
    this.#application.record({ kind: 'send', chatId, clientMessageId, body, isKept: false });
    return clientMessageId;
  }
}
