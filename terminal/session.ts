import { type Chat, type ParleyClient } from '../client';
import { nameOf } from './chat-name';
import { Conversation } from './conversation';
import { Menu } from './menu';
import { type Opening } from './options';
import { printable } from './printable';
import { stateText, type View } from './render';

/** From the command line to a conversation: opens the chat that was asked for, or lets the user choose one. */
export class Session {
  private conversation: Conversation | undefined;
  private menu: Menu | undefined;
  private started: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: ParleyClient,
    private readonly who: { name: string; opening: Opening },
    private readonly view: View,
  ) {
    client.onStateChange(({ status }) => {
      if (status !== 'closed') this.showStatus();
    });
  }

  /** Resolves when the chat or the choice is on the screen. */
  start(): Promise<unknown> {
    this.started = this.client.connect().then(() => this.open(this.who.opening));
    return this.started;
  }

  /** Does what is typed, in order; what is typed early waits for the chat. */
  take(line: string): void {
    this.started = this.started.then(() =>
      this.conversation ? this.conversation.take(line) : this.choose(line),
    );
    this.started.catch(() => undefined);
  }

  /** Resolves when everything that was typed is done or refused. */
  async settled(): Promise<void> {
    await this.started;
    await this.conversation?.settled();
  }

  private async open(opening: Opening): Promise<void> {
    const { chats } = this.client;
    switch (opening.kind) {
      case 'direct':
        return this.show(await chats.createDirect(opening.with));
      case 'group':
        return this.show(await chats.createGroup(opening));
      case 'chat':
        return this.show(await chats.open(opening.chatId));
      case 'list':
        this.menu = new Menu(this.client, this.view);
        return this.menu.show();
    }
  }

  private async choose(line: string): Promise<void> {
    const chatId = this.menu?.choose(line);
    if (chatId === undefined) return;
    try {
      await this.show(await this.client.chats.open(chatId));
      this.menu?.close();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.view.output.print(this.view.paint('bad', `✗ ${printable(`${line} (${reason})`)}`));
    }
  }

  private async show(chat: Chat): Promise<void> {
    const name = await nameOf(this.client, chat.info);
    const conversation = new Conversation(this.client, { chat, name }, this.view);
    await conversation.show();
    this.conversation = conversation;
  }

  private showStatus(): void {
    if (this.conversation) this.conversation.showStatus();
    else this.view.output.setStatus(`${this.who.name} (${stateText(this.client.state)})`);
  }
}
