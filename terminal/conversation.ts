import { type Chat, type Entry, type ParleyClient } from '../client';
import { nameOf } from './chat-name';
import { help, readCommand } from './commands';
import { nameList } from './event-text';
import { printable, printableLine } from './printable';
import { ReadNotice } from './read-notice';
import { dayOf, entryLine, stateText, type View } from './render';

const historyLines = 30;

/** Shows one chat on the screen and does what is typed. */
export class Conversation {
  private shownDay = '';
  private shownSeq = 0;
  private sending = 0;
  private readonly readNotice: ReadNotice;
  private readonly pending = new Set<Promise<unknown>>();

  /** `name`: of a chat without a title. */
  constructor(
    private readonly client: ParleyClient,
    private readonly room: { chat: Chat; name: string },
    private readonly view: View,
  ) {
    this.readNotice = new ReadNotice(room.chat, () => client.userId);
  }

  /** History first, then what comes. */
  async show(): Promise<void> {
    const { chat } = this.room;
    const { entries } = await chat.messages.history({ limit: historyLines });
    for (const entry of entries) this.print(entry);
    this.markRead();
    chat.messages.onMessage((entry) => {
      this.print(entry);
      this.markRead();
    });
    chat.receipts.onReceipt(() => {
      if (this.readNotice.isDue()) this.note(`${printableLine(this.room.name)} has read this`);
    });
    chat.onReset(({ fromSeq }) => {
      if (fromSeq > this.shownSeq + 1) this.note('what was said in between cannot be shown');
    });
    chat.onLeft(() => this.tellLeft());
    this.client.chats.onChat((other) => {
      // Gone again before it could be named.
      this.tellOf(other).catch(() => undefined);
    });
    this.showStatus();
  }

  /** Does what a line says, except for /quit. */
  take(line: string): void {
    const { chat } = this.room;
    const command = readCommand(line);
    switch (command.kind) {
      case 'say':
        return this.say(command.text);
      case 'add':
        return this.track(line, chat.members.add(command.names));
      case 'remove':
        return this.track(line, chat.members.remove(command.name));
      case 'title':
        return this.track(line, chat.setTitle(command.title));
      case 'leave':
        return this.track(line, chat.leave());
      case 'who':
        return this.track(line, this.tellMembers());
      case 'help':
        return help.forEach((text) => this.note(text));
      case 'unclear':
        return this.note(printableLine(command.reason));
      case 'quit':
        return;
    }
  }

  /** Resolves when everything that was typed is done or refused. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }

  showStatus(): void {
    const { chat, name } = this.room;
    const { title } = chat.info;
    const place = title === undefined ? `with ${name}` : `in ${title}`;
    const sending = this.sending > 0 ? `, sending ${this.sending} …` : '';
    const who = printableLine(`${this.client.userId ?? ''} ${place}`);
    this.view.output.setStatus(`${who} (${stateText(this.client.state)}${sending})`);
  }

  private say(text: string): void {
    if (text.trim() === '') return;
    this.sending++;
    this.showStatus();
    const sent = this.room.chat.messages.send(text).finally(() => {
      this.sending--;
      this.showStatus();
    });
    this.track(text, sent);
  }

  private track(line: string, work: Promise<unknown>): void {
    const done = work
      .catch((error: unknown) => this.printFailure(line, error))
      .finally(() => this.pending.delete(done));
    this.pending.add(done);
  }

  /** After what was typed before it. */
  private async tellMembers(): Promise<void> {
    await this.settled();
    const { members = [] } = await this.room.chat.load();
    const named = members.map(({ userId, role }) =>
      role === 'MEMBER' ? userId : `${userId} (${role.toLowerCase()})`,
    );
    this.note(nameList(named));
  }

  private tellLeft(): void {
    if (this.room.chat.info.type === 'DIRECT') this.openAgain();
    else this.note('you are not in this chat any more; it goes on if somebody adds you again');
  }

  /** Nobody leaves a direct chat: the server has lost it, as the local runtime does when it is started again. */
  private openAgain(): void {
    this.note('the server does not know this chat any more; it starts anew');
    this.client.chats.createDirect(this.room.name).catch((error: unknown) => {
      this.note(`it could not be opened: ${printable(reasonOf(error))}`);
    });
  }

  private async tellOf({ chatId, info }: Chat): Promise<void> {
    const name = await nameOf(this.client, info);
    this.note(`something is new in ${printableLine(name)}: --chat ${chatId} opens it`);
  }

  private print(entry: Entry): void {
    const { output, paint } = this.view;
    const day = dayOf(entry.sentAt);
    if (day !== this.shownDay) output.print(paint('quiet', `── ${day} ──`));
    this.shownDay = day;
    this.shownSeq = entry.seq;
    const reading = { userId: this.client.userId ?? '', status: this.room.chat.receipts.statusOf(entry) };
    output.print(entryLine(entry, reading, paint));
    this.readNotice.shown(entry);
    if (entry.contentType === 'EVENT') this.showStatus();
  }

  /** What is on the screen is read. Where that cannot be told, the chat is over. */
  private markRead(): void {
    if (this.shownSeq > 0) this.room.chat.receipts.markRead(this.shownSeq).catch(() => undefined);
  }

  private note(text: string): void {
    this.view.output.print(this.view.paint('quiet', `      · ${text}`));
  }

  private printFailure(line: string, error: unknown): void {
    this.view.output.print(this.view.paint('bad', `✗ ${printable(line)} (${printable(reasonOf(error))})`));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
