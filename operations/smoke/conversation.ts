import { type Chat, createParleyClient, type ParleyClient, type WebSocketConstructor } from '../../client';
import { refusesStrangers } from './refuses-strangers';

export interface SmokeOptions {
  /** The address of the WebSocket, with the stage. */
  readonly url: string;
  /** Valid tokens of two different users. */
  readonly tokens: readonly [string, string];
  readonly webSocket: WebSocketConstructor;
}

/** One thing that must work. Its name says what was done when it has passed. */
export interface SmokeStep {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Two users talk. Each step builds on those before; `close` ends both, whatever happened. */
export class SmokeConversation {
  private readonly runId = Date.now().toString(36);
  private readonly alice: ParleyClient;
  private bob: ParleyClient;
  private newestSeq = 0;
  private atAlice: Chat | undefined;
  private atBob: Chat | undefined;

  constructor(private readonly options: SmokeOptions) {
    const [one, other] = options.tokens;
    this.alice = this.clientOf(one);
    this.bob = this.clientOf(other);
  }

  readonly steps: readonly SmokeStep[] = [
    { name: 'both users connect', run: () => this.connect() },
    { name: 'a handshake with a false token is refused', run: () => refusesStrangers(this.options) },
    { name: 'both open their direct chat', run: () => this.open() },
    { name: 'a message arrives', run: () => this.tell(this.chats().atAlice, this.chats().atBob, 'hello') },
    { name: 'that it was read is told', run: () => this.read() },
    {
      name: 'an answer arrives',
      run: () => this.tell(this.chats().atBob, this.chats().atAlice, 'hello back'),
    },
    { name: 'who comes back finds what was said meanwhile', run: () => this.comeBack() },
  ];

  close(): void {
    this.alice.close();
    this.bob.close();
  }

  /** For the message of a failure: how far the connections are. */
  get state(): string {
    return `the first user is ${this.alice.state.status}, the second is ${this.bob.state.status}`;
  }

  private clientOf(token: string): ParleyClient {
    const { url, webSocket } = this.options;
    return createParleyClient({ url, token: () => Promise.resolve(token), webSocket });
  }

  private async connect(): Promise<void> {
    await Promise.all([this.alice.connect(), this.bob.connect()]);
    if (this.alice.userId === this.bob.userId) throw new Error('both tokens are of the same user');
  }

  private async open(): Promise<void> {
    const { userId } = this.bob;
    if (userId === undefined) throw new Error('the server did not say whom the second token names');
    this.atAlice = await this.alice.chats.createDirect(userId);
    this.atBob = await this.bob.chats.open(this.atAlice.chatId);
  }

  private chats(): { atAlice: Chat; atBob: Chat } {
    if (!this.atAlice || !this.atBob) throw new Error('the chat is not open');
    return { atAlice: this.atAlice, atBob: this.atBob };
  }

  private textOf(words: string): string {
    return `Smoke test ${this.runId}: ${words}`;
  }

  private async tell(from: Chat, to: Chat, words: string): Promise<void> {
    const text = this.textOf(words);
    const arrived = new Promise<void>((resolve) => {
      to.messages.onMessage(({ content, seq }) => {
        if (content !== text) return;
        this.newestSeq = seq;
        resolve();
      });
    });
    await Promise.all([from.messages.send(text), arrived]);
  }

  private async read(): Promise<void> {
    const { atAlice, atBob } = this.chats();
    const told = new Promise<void>((resolve) => {
      atAlice.receipts.onReceipt(({ readSeq }) => {
        if (readSeq >= this.newestSeq) resolve();
      });
    });
    await Promise.all([atBob.receipts.markRead(), told]);
  }

  private async comeBack(): Promise<void> {
    const { atAlice } = this.chats();
    this.bob.close();
    const text = this.textOf('while you were away');
    await atAlice.messages.send(text);
    this.bob = this.clientOf(this.options.tokens[1]);
    await this.bob.connect();
    const chat = await this.bob.chats.open(atAlice.chatId);
    const { entries } = await chat.messages.history({ limit: 20 });
    if (!entries.some(({ content }) => content === text))
      throw new Error('the message is not in the history');
  }
}
