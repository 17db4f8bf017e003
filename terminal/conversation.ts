import { type Chat, type Entry, type ParleyClient } from '../client';
import { dayOf, entryLine, type Paint, printable, stateText } from './render';
import { type Screen } from './screen';

const historyLines = 30;

/** Shows one chat on the screen and sends what is typed. */
export class Conversation {
  private shownDay = '';
  private sending = 0;
  private readonly sends = new Set<Promise<unknown>>();

  constructor(
    private readonly client: ParleyClient,
    private readonly people: { userId: string; otherId: string },
    private readonly view: { screen: Screen; paint: Paint },
  ) {}

  /** History first, then what comes. */
  async show(chat: Chat): Promise<void> {
    const { entries } = await chat.messages.history({ limit: historyLines });
    for (const entry of entries) this.print(entry);
    chat.messages.onMessage((entry) => this.print(entry));
    chat.onLeft(() => this.openAgain());
  }

  /** Nobody leaves a direct chat: the server has lost it, as the local runtime does when it is started again. */
  private openAgain(): void {
    const { screen, paint } = this.view;
    const note = (text: string): void => screen.print(paint('quiet', `      · ${text}`));
    note('the server does not know this chat any more; it starts anew');
    this.client.chats.createDirect(this.people.otherId).catch((error: unknown) => {
      note(
        `it could not be opened: ${error instanceof Error ? printable(error.message) : 'no reason given'}`,
      );
    });
  }

  send(chat: Chat, text: string): void {
    if (text.trim() === '') return;
    this.sending++;
    this.showStatus();
    const send = chat.messages
      .send(text)
      .catch((error: unknown) => this.printFailure(text, error))
      .finally(() => {
        this.sending--;
        this.sends.delete(send);
        this.showStatus();
      });
    this.sends.add(send);
  }

  /** Resolves when everything that was typed is sent or refused. */
  async settled(): Promise<void> {
    await Promise.all(this.sends);
  }

  showStatus(): void {
    const sending = this.sending > 0 ? `, sending ${this.sending} …` : '';
    this.view.screen.setStatus(`${this.people.userId} (${stateText(this.client.state)}${sending})`);
  }

  private print(entry: Entry): void {
    const { screen, paint } = this.view;
    const day = dayOf(entry.sentAt);
    if (day !== this.shownDay) screen.print(paint('quiet', `── ${day} ──`));
    this.shownDay = day;
    screen.print(entryLine(entry, this.people.userId, paint));
  }

  private printFailure(text: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.view.screen.print(this.view.paint('bad', `✗ ${printable(text)} (${printable(reason)})`));
  }
}
