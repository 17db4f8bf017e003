import { type ChatInfo, type Entry, type ParleyClient, type Unsubscribe } from '../client';
import { nameOf } from './chat-name';
import { printableLine } from './printable';
import { textOf, type View } from './render';

/** Chats that are shown; the rest is opened by its id. */
const rowsShown = 20;

/** The user's chats as numbered lines, to choose from. Chats that appear later get further numbers. */
export class Menu {
  private readonly chatIds: string[] = [];
  private unsubscribe: Unsubscribe = () => undefined;

  constructor(
    private readonly client: ParleyClient,
    private readonly view: View,
  ) {}

  async show(): Promise<void> {
    this.unsubscribe = this.client.chats.onChat(({ info }) => {
      // Gone again before it could be named.
      this.row(info, undefined, 0).catch(() => undefined);
    });
    const listed = await this.client.chats.list();
    if (listed.length === 0) this.note('you are in no chat yet: --with NAME starts one; others appear here');
    for (const { info, lastMessage, unread } of listed.slice(0, rowsShown)) {
      await this.row(info, lastMessage, unread);
    }
    if (listed.length > rowsShown)
      this.note(`and ${listed.length - rowsShown} more, which --chat CHATID opens`);
    this.note('type the number of the chat to open');
  }

  /** The id of the chat that a typed line means. */
  choose(line: string): string | undefined {
    const chatId = this.chatIds[Number(line.trim()) - 1];
    if (chatId === undefined) this.note('type the number of a chat, or /quit');
    return chatId;
  }

  /** A choice is made: what appears later is not shown here. */
  close(): void {
    this.unsubscribe();
  }

  private async row(info: ChatInfo, lastMessage: Entry | undefined, unread: number): Promise<void> {
    const name = await nameOf(this.client, info);
    const number = this.numberOf(info.chatId);
    const news = unread > 0 ? ` (${unread} unread)` : '';
    const last = lastMessage ? this.view.paint('quiet', ` · ${previewOf(lastMessage)}`) : '';
    this.view.output.print(`${String(number).padStart(3)}  ${printableLine(name)}${news}${last}`);
  }

  private numberOf(chatId: string): number {
    if (!this.chatIds.includes(chatId)) this.chatIds.push(chatId);
    return this.chatIds.indexOf(chatId) + 1;
  }

  private note(text: string): void {
    this.view.output.print(this.view.paint('quiet', `· ${text}`));
  }
}

function previewOf(entry: Entry): string {
  const text = textOf(entry).replace(/\s+/g, ' ').slice(0, 60);
  return entry.contentType === 'EVENT' ? text : `${printableLine(entry.senderId)}: ${text}`;
}
