import { setTimeout as sleep } from 'node:timers/promises';
import { type Chat, createParleyClient, type Entry, ParleyError, type ParleyClient } from '../../client';
import type { Body, Device, HistoryEvent } from '../history/history';
import { asSeen } from '../simulation/recorder';
import { MortalParts } from './mortal-parts';

type OfDevice = Extract<HistoryEvent, { deviceId: string }>;
type Unsaid<Event> = Event extends unknown ? Omit<Event, 'at' | 'deviceId'> : never;

export interface DeviceSetting {
  readonly url: string;
  readonly token: (userId: string) => string;
  /** The folder of its outbox. */
  readonly folder: string;
  readonly record: (event: Omit<OfDevice, 'at'>) => void;
}

interface Run {
  readonly client: ParleyClient;
  readonly parts: MortalParts;
  readonly followed: Map<string, Chat>;
}

/**
 * A device with the client on a real socket, and an application as the client's README asks for one: it lists the chats
 * when it has connected, follows them all, reads what it has missed in their history, and keeps its outbox on the disk.
 */
export class TortureDevice {
  /** What the application has on its disk of each chat. */
  readonly #known = new Map<string, Set<number>>();
  #run: Run | undefined;
  #ids = 0;

  constructor(
    readonly device: Device,
    private readonly setting: DeviceSetting,
  ) {}

  start(): void {
    const parts = new MortalParts();
    const { url, token, folder } = this.setting;
    const { userId, deviceId } = this.device;
    const client = createParleyClient({
      url,
      token: () => Promise.resolve(token(userId)),
      deviceId,
      webSocket: parts.webSocket,
      clock: parts.clock,
      outbox: parts.outbox(folder, (left) => {
        for (const chatId of new Set(left.map((record) => record.chatId))) void this.#open(run, chatId);
      }),
      createId: () => this.#id((this.#ids += 1)),
    });
    const run: Run = { client, parts, followed: new Map() };
    this.#run = run;
    this.#record({ kind: 'started' });
    let isConnected = false;
    client.onStateChange(({ status }) => {
      if ((status === 'connected') === isConnected || !parts.isAlive) return;
      isConnected = status === 'connected';
      this.#record({ kind: isConnected ? 'connected' : 'disconnected' });
      if (isConnected) void this.#refresh(run);
    });
    client.chats.onChat((chat) => this.#follow(run, chat));
    client.connect().catch(() => undefined);
  }

  /** Its application is ended and, when the disk has come to rest, started again. */
  async restart(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    run.parts.kill();
    this.#record({ kind: 'stopped' });
    await run.parts.flushed;
    await sleep(500);
    this.start();
  }

  cut(): void {
    this.#run?.parts.cut();
  }

  /** Closes the client in good order; the timers that it leaves. */
  stop(): number {
    this.#run?.client.close();
    this.#record({ kind: 'stopped' });
    return this.#run?.parts.timersLeft ?? 0;
  }

  /** How many of its messages are not settled. */
  get unsent(): number {
    return [...(this.#run?.followed.values() ?? [])].reduce(
      (sum, { messages }) => sum + messages.outgoing.length,
      0,
    );
  }

  get chatIds(): string[] {
    return [...(this.#run?.followed.keys() ?? [])];
  }

  async createGroup(title: string, others: readonly string[]): Promise<void> {
    const body = { kind: 'created' as const, chatType: 'GROUP' as const, title, members: [] as string[] };
    const { client, followed } = this.#run!;
    const clientMessageId = this.#id(this.#ids + 1);
    const chat = await client.chats.createGroup({ title, members: others });
    body.members = [...others, this.device.userId];
    this.#record({ kind: 'send', chatId: chat.chatId, clientMessageId, body, isKept: false });
    if (!followed.has(chat.chatId)) this.#follow(this.#run!, chat);
  }

  say(chatId: string, text: string): void {
    const chat = this.#run?.followed.get(chatId);
    if (!chat) return;
    this.#ask(chatId, text, true);
    chat.messages.send(text).catch(() => undefined);
  }

  read(chatId: string): void {
    const chat = this.#run?.followed.get(chatId);
    chat?.receipts.markRead().catch(() => undefined);
  }

  change(chatId: string, body: Extract<Body, { kind: 'membersAdded' | 'memberRemoved' }>): void {
    const run = this.#run;
    const chat = run?.followed.get(chatId);
    if (!run || !chat) return;
    const clientMessageId = this.#ask(chatId, body, false);
    const { members } = chat;
    (body.kind === 'membersAdded' ? members.add(body.members) : members.remove(body.member)).then(
      () => this.#record({ kind: 'settled', clientMessageId, outcome: 'stored', seq: 0 }),
      (error: unknown) => run.parts.isAlive && this.#refused(clientMessageId, error),
    );
  }

  /** Where the cursors of a chat's other members are. Asked again only when answered. */
  async lookAtCursors(chatId: string): Promise<void> {
    const chat = this.#run?.followed.get(chatId);
    if (!chat) return;
    const receipts = await chat.receipts.list().catch(() => []);
    for (const { userId, deliveredSeq, readSeq } of receipts) {
      const { deviceId: observer } = this.device;
      const cursors = { kind: 'cursors' as const, observer, userId, chatId, deliveredSeq, readSeq };
      this.setting.record(cursors as unknown as Omit<OfDevice, 'at'>);
    }
  }

  /** In the end: asks for everything there is. */
  async lookAtEverything(): Promise<void> {
    const run = this.#run!;
    await run.client.connect();
    const listed = await this.#persist(run, () => run.client.chats.list());
    const chats = listed.map(({ chatId, info, unread, cursors }) => {
      return { chatId, lastSeq: info.lastSeq, readSeq: cursors.readSeq, unread };
    });
    this.#record({ kind: 'listed', chats });
    this.#known.clear();
    for (const { chatId } of listed) {
      const chat = await this.#persist(run, () => run.client.chats.open(chatId));
      this.#follow(run, chat);
      const { members = [] } = await this.#persist(run, () => chat.load());
      this.#record({ kind: 'roster', chatId, userIds: members.map(({ userId }) => userId) });
      await this.#catchUp(run, chat, undefined);
    }
  }

  #id(count: number): string {
    return `${this.device.deviceId}-`.padEnd(16, '-') + String(count);
  }

  #ask(chatId: string, body: Body, isKept: boolean): string {
    const clientMessageId = this.#id(this.#ids + 1);
    this.#record({ kind: 'send', chatId, clientMessageId, body, isKept });
    return clientMessageId;
  }

  /** The end of the client is no outcome. */
  #refused(clientMessageId: string, error: unknown): void {
    const { code, outcome } = error as ParleyError;
    if (code !== 'closed') this.#record({ kind: 'settled', clientMessageId, outcome, code });
  }

  async #refresh(run: Run): Promise<void> {
    const listed = await this.#persist(run, () => run.client.chats.list()).catch(() => []);
    for (const { chatId } of listed) if (!run.followed.has(chatId)) await this.#open(run, chatId);
  }

  async #open(run: Run, chatId: string): Promise<void> {
    const chat = await this.#persist(run, () => run.client.chats.open(chatId)).catch(() => undefined);
    if (chat) this.#follow(run, chat);
  }

  #follow(run: Run, chat: Chat): void {
    const { chatId } = chat;
    if (run.followed.has(chatId) || !run.parts.isAlive) return;
    run.followed.set(chatId, chat);
    chat.messages.onMessage((entry) => this.#see(chatId, 'live', entry));
    chat.messages.onOutgoing((update) => {
      const { clientMessageId } = update;
      if (update.state === 'sent') {
        const { seq } = update.acknowledgement;
        this.#record({ kind: 'settled', clientMessageId, outcome: 'stored', seq });
      }
      if (update.state === 'failed') this.#refused(clientMessageId, update.error);
    });
    chat.onReset(({ fromSeq }) => {
      this.#record({ kind: 'reset', chatId, fromSeq });
      void this.#catchUp(run, chat, fromSeq);
    });
    chat.onLeft(() => this.#record({ kind: 'left', chatId }));
    void this.#catchUp(run, chat, undefined);
  }

  /** Reads history back to what the disk has. Who is not in the chat any more gets none. */
  async #catchUp(run: Run, chat: Chat, from: number | undefined): Promise<void> {
    for (let before = from; ;) {
      const page = await this.#persist(run, () =>
        chat.messages.history({ limit: 100, ...(before !== undefined && { before }) }),
      ).catch(() => undefined);
      const entries = page?.entries ?? [];
      const isKnown = entries.every(({ seq }) => this.#known.get(chat.chatId)?.has(seq));
      for (const entry of entries) this.#see(chat.chatId, 'history', entry);
      if (page?.before === undefined || isKnown) return;
      before = page.before;
    }
  }

  #see(chatId: string, how: 'live' | 'history', entry: Entry): void {
    const known = this.#known.get(chatId) ?? new Set();
    this.#known.set(chatId, known.add(entry.seq));
    this.#record({ kind: 'seen', chatId, how, entry: asSeen(entry) });
  }

  /** The client gives up after some tries; a person does not. */
  async #persist<Result>({ parts }: Run, ask: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ParleyError) || !error.retryable || !parts.isAlive) throw error;
        await sleep(1_500);
      }
    }
  }

  #record(event: Unsaid<OfDevice>): void {
    this.setting.record({ ...event, deviceId: this.device.deviceId });
  }
}
