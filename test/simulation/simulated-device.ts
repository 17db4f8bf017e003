import { type Chat, createParleyClient, ParleyError, type ParleyClient } from '../../client';
import { groupChatId } from '../../lambda/domain/chat-id';
import type { Body } from '../history/history';
import type { ChatEvent } from '../../protocol';
import { DeviceNetwork } from './device-network';
import { asSeen, type Recorder } from './recorder';
import { between, type Random, seededRandom } from './seeded-random';
import type { SimulatedGateway } from './simulated-gateway';
import { StoredOutbox } from './stored-outbox';
import type { VirtualTime } from './virtual-time';

export interface DevicePlan {
  deviceId: string;
  userId: string;
  hasPush: boolean;
}

export interface DeviceWorld {
  time: VirtualTime;
  gateway: SimulatedGateway;
  recorder: Recorder;
  seed: number;
  tokenMs: (random: Random) => number;
}

/** What a user asks for in a chat. */
export type Wish =
  | { kind: 'message'; text: string }
  | { kind: 'read' }
  | { kind: 'typing' }
  | { kind: 'group'; title: string; members: string[] }
  /** A client of somebody else's making claims to know entries that there are not. */
  | { kind: 'bluff'; text: string }
  | Extract<ChatEvent, { kind: 'membersAdded' | 'memberRemoved' | 'memberLeft' | 'updated' }>;

/** One life of the application on a device. */
interface Run {
  isAlive: boolean;
  client: ParleyClient;
  timers: Set<() => void>;
  followed: Map<string, Chat>;
  isRefreshing: boolean;
}

const retryMs = 1_500;

/**
 * A device with the client, and an application as the client's README asks for one: it lists the chats when it has
 * connected, follows them all, reads their history, and keeps its outbox on the disk.
 */
export class SimulatedDevice {
  readonly network: DeviceNetwork;
  readonly outbox: StoredOutbox;
  #run: Run | undefined;
  #runs = 0;
  #ids = 0;

  constructor(
    readonly plan: DevicePlan,
    private readonly world: DeviceWorld,
  ) {
    const { time, gateway, seed } = world;
    const { deviceId, userId } = plan;
    const random = seededRandom(seed, `network of ${deviceId}`);
    this.network = new DeviceNetwork(time, gateway, () => {
      return { userId, deviceId, tokenEndsAt: time.now() + world.tokenMs(random) };
    });
    this.outbox = new StoredOutbox(time, seededRandom(seed, `disk of ${deviceId}`), (clientMessageId) =>
      world.recorder.isKept(clientMessageId),
    );
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  start(): void {
    this.#runs += 1;
    const run: Run = {
      isAlive: true,
      timers: new Set(),
      followed: new Map(),
      isRefreshing: false,
    } as unknown as Run;
    run.client = this.#makeClient(run);
    this.#run = run;
    this.#record({ kind: 'started' });
    let isConnected = false;
    run.client.onStateChange(({ status }) => {
      if ((status === 'connected') !== isConnected) {
        isConnected = status === 'connected';
        this.#record({ kind: isConnected ? 'connected' : 'disconnected' });
      }
      if (isConnected) this.#refresh(run).catch((error: unknown) => unlessOver(run, error));
    });
    run.client.chats.onChat((chat) => this.#follow(run, chat));
    run.client.connect().catch(() => undefined);
  }

  /** The operating system ends the application: it has no time for anything. */
  kill(): void {
    const run = this.#run;
    if (!run) return;
    run.isAlive = false;
    this.#run = undefined;
    this.#record({ kind: 'stopped' });
    for (const cancel of run.timers) cancel();
    this.network.reset();
  }

  /** The application closes the client, and ends. What is left of the client then: its timers. */
  stop(): number {
    const run = this.#run;
    if (!run) return 0;
    run.client.close();
    this.#run = undefined;
    this.#record({ kind: 'stopped' });
    return run.timers.size;
  }

  /** Whatever was wrong with it is over. */
  heal(): void {
    this.network.setSlow(false);
    this.network.goOnline();
    this.network.thaw();
    this.network.endHold();
    if (!this.#run) this.start();
  }

  wish(chatId: string, wish: Wish): void {
    const run = this.#run;
    if (run && wish.kind === 'group') return this.#createGroup(run, wish);
    const chat = run?.followed.get(chatId);
    if (chat) this.#wishIn(chat, wish);
  }

  #wishIn(chat: Chat, wish: Wish): void {
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

  /** In the end: asks for everything there is. */
  lookAtEverything(): void {
    const run = this.#run;
    if (run) this.#look(run).catch((error: unknown) => unlessOver(run, error));
  }

  async #look(run: Run): Promise<void> {
    await run.client.connect();
    const listed = await this.#untilItWorks(run, () => run.client.chats.list());
    this.#record({
      kind: 'listed',
      chats: listed.map(({ chatId, info, unread, cursors }) => {
        return { chatId, lastSeq: info.lastSeq, readSeq: cursors.readSeq, unread };
      }),
    });
    for (const { chatId } of listed) {
      const chat = await this.#untilItWorks(run, () => run.client.chats.open(chatId));
      this.#follow(run, chat);
      const info = await this.#untilItWorks(run, () => chat.load());
      this.#record({ kind: 'roster', chatId, userIds: (info.members ?? []).map(({ userId }) => userId) });
      await this.#readHistory(run, chat, undefined);
    }
  }

  #makeClient(run: Run): ParleyClient {
    const { time, seed } = this.world;
    const { deviceId } = this.plan;
    const isAlive = () => run.isAlive;
    const random = seededRandom(seed, `client ${this.#runs} of ${deviceId}`);
    const after = (delayMs: number, go: () => void) => {
      const forget = () => {
        run.timers.delete(cancel);
        cancelTimer();
      };
      const cancelTimer = time.after(delayMs, () =>
        this.network.deliver(() => {
          if (!run.timers.delete(cancel)) return;
          go();
        }),
      );
      const cancel = forget;
      run.timers.add(cancel);
      return cancel;
    };
    return createParleyClient({
      url: 'ws://simulated/',
      token: () => Promise.resolve('token'),
      deviceId,
      webSocket: this.network.webSocket(isAlive),
      outbox: this.outbox.storageFor(isAlive),
      clock: { now: time.now, after },
      random,
      createId: () => this.#nextId(),
    });
  }

  #nextId(): string {
    this.#ids += 1;
    return `${this.plan.deviceId}-`.padEnd(16, '-') + String(this.#ids);
  }

  /** What the next call of `createId` will give. */
  #idToCome(): string {
    const id = this.#nextId();
    this.#ids -= 1;
    return id;
  }

  #say(chat: Chat, text: string): void {
    this.#asks(chat.chatId, text);
    chat.messages.send(text).catch(() => undefined);
  }

  /** The same bytes twice, as a retry has them. */
  #bluff({ chatId }: Chat, content: string): void {
    const clientMessageId = this.#asks(chatId, content);
    this.#ids += 1;
    const attempt = { chatId, clientMessageId, afterSeq: 999_999, contentType: 'TEXT', content };
    const text = JSON.stringify({ action: 'sendMessage', requestId: clientMessageId, ...attempt });
    this.network.send(text);
    this.world.time.after(400, () => this.network.send(text));
  }

  #createGroup(run: Run, { title, members }: Extract<Wish, { kind: 'group' }>): void {
    const { userId } = this.plan;
    const all = [...new Set([userId, ...members])].sort();
    const chatId = groupChatId(userId, this.#idToCome());
    const clientMessageId = this.#asks(chatId, { kind: 'created', chatType: 'GROUP', title, members: all });
    run.client.chats.createGroup({ title, members: all.filter((member) => member !== userId) }).then(
      (chat) => {
        this.#record({ kind: 'settled', clientMessageId, outcome: 'stored', seq: 1 });
        this.#follow(run, chat);
      },
      (error: unknown) => {
        if (run.isAlive) this.#refused(clientMessageId, error);
      },
    );
  }

  #change(chat: Chat, body: Body, ask: () => Promise<void>): void {
    const clientMessageId = this.#asks(chat.chatId, body);
    const run = this.#run;
    ask().then(
      () => this.#record({ kind: 'settled', clientMessageId, outcome: 'stored', seq: 0 }),
      (error: unknown) => {
        if (run?.isAlive) this.#refused(clientMessageId, error);
      },
    );
  }

  #asks(chatId: string, body: Body): string {
    const clientMessageId = this.#idToCome();
    this.#record({ kind: 'send', chatId, clientMessageId, body, isKept: false });
    return clientMessageId;
  }

  /** The end of the client is no outcome. */
  #refused(clientMessageId: string, error: unknown): void {
    if (!(error instanceof ParleyError)) throw error;
    const { code, outcome } = error;
    if (code !== 'closed') this.#record({ kind: 'settled', clientMessageId, outcome, code });
  }

  /** The list tells of chats that the user got while nobody could tell. */
  async #refresh(run: Run): Promise<void> {
    if (run.isRefreshing) return;
    run.isRefreshing = true;
    try {
      const listed = await this.#untilItWorks(run, () => run.client.chats.list());
      for (const { chatId } of listed) {
        if (run.followed.has(chatId)) continue;
        const chat = await this.#untilItWorks(run, () => run.client.chats.open(chatId)).catch(ifGone);
        if (chat) this.#follow(run, chat);
      }
    } finally {
      run.isRefreshing = false;
    }
  }

  #follow(run: Run, chat: Chat): void {
    const { chatId } = chat;
    if (run.followed.has(chatId)) return;
    run.followed.set(chatId, chat);
    chat.messages.onMessage((entry) =>
      this.#record({ kind: 'seen', chatId, how: 'live', entry: asSeen(entry) }),
    );
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
      this.#readHistory(run, chat, fromSeq).catch((error: unknown) => unlessOver(run, error));
    });
    chat.onLeft(() => this.#record({ kind: 'left', chatId }));
    this.#readHistory(run, chat, undefined).catch((error: unknown) => unlessOver(run, error));
  }

  /** All pages of it. Who is not in the chat any more gets none. */
  async #readHistory(run: Run, chat: Chat, from: number | undefined): Promise<void> {
    for (let before = from; ;) {
      const page = await this.#untilItWorks(run, () =>
        chat.messages.history(before === undefined ? {} : { before }),
      ).catch(ifGone);
      for (const entry of page?.entries ?? []) {
        this.#record({ kind: 'seen', chatId: chat.chatId, how: 'history', entry: asSeen(entry) });
      }
      if (page?.before === undefined) return;
      before = page.before;
    }
  }

  /** The client gives up after some tries; a person does not. */
  async #untilItWorks<Result>(run: Run, ask: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ParleyError) || !error.retryable || !run.isAlive) throw error;
        await this.world.time.sleep(
          between(seededRandom(this.world.seed, error.message), retryMs, 2 * retryMs),
        );
      }
    }
  }

  #record(
    event: Parameters<Recorder['add']>[0] extends infer E
      ? E extends { deviceId: string }
        ? Omit<E, 'deviceId'>
        : never
      : never,
  ): void {
    const { deviceId } = this.plan;
    this.world.recorder.add({ deviceId, ...event } as Parameters<Recorder['add']>[0]);
  }
}

/** Refused for good: the user is not in the chat any more. */
function ifGone(error: unknown): undefined {
  if (!(error instanceof ParleyError) || error.code === 'closed') throw error;
}

/** Whoever waits for something when the application ends hears that it is closed, or nothing that matters any more. */
function unlessOver({ isAlive }: Run, error: unknown): void {
  if (isAlive && !(error instanceof ParleyError && error.code === 'closed')) throw error;
}
