import {
  type Chat,
  createParleyClient,
  ParleyError,
  type ParleyClient,
  type UserPresence,
} from '../../client';
import type { HistoryEvent } from '../history/history';
import type { DeviceNetwork } from './device-network';
import { asSeen } from './recorder';
import { between, seededRandom } from './seeded-random';
import type { DevicePlan, DeviceWorld } from './simulated-device';
import type { StoredOutbox } from './stored-outbox';

/** What an application is on: the device, and what of it outlives the application. */
export interface Host {
  plan: DevicePlan;
  world: DeviceWorld;
  network: DeviceNetwork;
  outbox: StoredOutbox;
  /** A new token of the user's. */
  token: () => string;
  nextId: () => string;
}

/** What happens to a device, without saying to which. */
export type OfDevice = HistoryEvent extends infer Event
  ? Event extends { deviceId: string }
    ? Omit<Event, 'at' | 'deviceId'>
    : never
  : never;

const retryMs = 1_500;

/**
 * One life of the application on a device: it lists the chats when it has connected, follows them all, and reads their
 * history, as the client's README asks for.
 */
export class Application {
  isAlive = true;
  readonly client: ParleyClient;
  readonly followed = new Map<string, Chat>();
  readonly #host: Host;
  readonly #timers = new Set<() => void>();

  constructor(host: Host, name: string) {
    this.#host = host;
    this.client = this.#makeClient(name);
    this.record({ kind: 'started' });
    let isConnected = false;
    this.client.onStateChange(({ status }) => {
      if ((status === 'connected') !== isConnected) {
        isConnected = status === 'connected';
        this.record({ kind: isConnected ? 'connected' : 'disconnected' });
      }
      if (isConnected) this.#refresh().catch((error: unknown) => this.#unlessOver(error));
    });
    this.client.chats.onChat((chat) => this.follow(chat));
    this.#watchOthers();
    this.client.connect().catch(() => undefined);
  }

  /** The operating system ends it: it has no time for anything. */
  kill(): void {
    this.isAlive = false;
    this.record({ kind: 'stopped' });
    for (const cancel of this.#timers) cancel();
  }

  /** It closes the client, and ends. What is left of the client then: its timers. */
  stop(): number {
    this.client.close();
    this.record({ kind: 'stopped' });
    return this.#timers.size;
  }

  /** In the end: asks for everything there is. */
  look(): void {
    this.#lookAtEverything().catch((error: unknown) => this.#unlessOver(error));
  }

  async #lookAtEverything(): Promise<void> {
    await this.client.connect();
    const { time } = this.#host.world;
    let askedAt = time.now();
    const listed = await this.#untilItWorks(() => {
      askedAt = time.now();
      return this.client.chats.list();
    });
    this.record({
      kind: 'listed',
      askedAt,
      chats: listed.map(({ chatId, info, unread, cursors }) => {
        return { chatId, lastSeq: info.lastSeq, readSeq: cursors.readSeq, unread };
      }),
    });
    for (const { chatId } of listed) {
      const chat = await this.#untilItWorks(() => this.client.chats.open(chatId));
      this.follow(chat);
      const info = await this.#untilItWorks(() => chat.load());
      this.record({ kind: 'roster', chatId, userIds: (info.members ?? []).map(({ userId }) => userId) });
      await this.#readHistory(chat, undefined);
    }
  }

  #watchOthers(): void {
    const { world, plan } = this.#host;
    for (const { deviceId, userIds, chatId } of world.scenario.watches) {
      if (deviceId !== plan.deviceId) continue;
      this.record({ kind: 'watching', userIds, ...(chatId !== undefined && { inChat: chatId }) });
      const listener = ({ userId, status }: UserPresence) =>
        this.record({ kind: 'presence', userId, status });
      this.client.presence.watch(userIds, listener, chatId);
    }
  }

  #makeClient(name: string): ParleyClient {
    const { world, plan, network, outbox, token, nextId } = this.#host;
    const { time, seed } = world;
    const { deviceId } = plan;
    const isAlive = () => this.isAlive;
    const random = seededRandom(seed, `client ${name} of ${deviceId}`);
    const after = (delayMs: number, go: () => void) => {
      // What was about to run when the application was killed sets timers of nobody.
      if (!this.isAlive) return () => undefined;
      const forget = () => {
        this.#timers.delete(cancel);
        cancelTimer();
      };
      const cancelTimer = time.after(delayMs, () =>
        network.deliver(() => {
          if (!this.#timers.delete(cancel)) return;
          go();
        }),
      );
      const cancel = forget;
      this.#timers.add(cancel);
      return cancel;
    };
    return createParleyClient({
      url: 'ws://simulated/',
      token: () => Promise.resolve(token()),
      deviceId,
      webSocket: network.webSocket(isAlive),
      outbox: outbox.storageFor(isAlive),
      clock: { now: time.now, after },
      random,
      createId: nextId,
    });
  }

  /** The list tells of chats that the user got while nobody could tell: at each connection, also if an earlier one is due. */
  async #refresh(): Promise<void> {
    const listed = await this.#untilItWorks(() => this.client.chats.list());
    for (const { chatId } of listed) {
      if (this.followed.has(chatId)) continue;
      const chat = await this.#untilItWorks(() => this.client.chats.open(chatId)).catch(ifGone);
      if (chat) this.follow(chat);
    }
  }

  /** Takes down what comes of the chat, from now on and before. */
  follow(chat: Chat): void {
    const { chatId } = chat;
    if (this.followed.has(chatId)) return;
    this.followed.set(chatId, chat);
    chat.messages.onMessage((entry) =>
      this.record({ kind: 'seen', chatId, how: 'live', entry: asSeen(entry) }),
    );
    chat.messages.onOutgoing((update) => {
      const { clientMessageId } = update;
      if (update.state === 'sent') {
        const { seq } = update.acknowledgement;
        this.record({ kind: 'settled', clientMessageId, outcome: 'stored', seq });
      }
      if (update.state === 'failed') this.refused(clientMessageId, update.error);
    });
    chat.onReset(({ fromSeq }) => {
      this.record({ kind: 'reset', chatId, fromSeq });
      this.#readHistory(chat, fromSeq).catch((error: unknown) => this.#unlessOver(error));
    });
    chat.onLeft(() => this.record({ kind: 'left', chatId }));
    this.#readHistory(chat, undefined).catch((error: unknown) => this.#unlessOver(error));
  }

  /** All pages of it. Who is not in the chat any more gets none. */
  async #readHistory(chat: Chat, from: number | undefined): Promise<void> {
    for (let before = from; ;) {
      const page = await this.#untilItWorks(() =>
        chat.messages.history(before === undefined ? {} : { before }),
      ).catch(ifGone);
      for (const entry of page?.entries ?? []) {
        this.record({ kind: 'seen', chatId: chat.chatId, how: 'history', entry: asSeen(entry) });
      }
      if (page?.before === undefined) return;
      before = page.before;
    }
  }

  /** The client gives up after some tries; a person does not. */
  async #untilItWorks<Result>(ask: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ParleyError) || !error.retryable || !this.isAlive) throw error;
        await this.#host.world.time.sleep(
          between(seededRandom(this.#host.world.seed, error.message), retryMs, 2 * retryMs),
        );
      }
    }
  }

  /** The end of the client is no outcome. */
  refused(clientMessageId: string, error: unknown): void {
    if (!(error instanceof ParleyError)) throw error;
    const { code, outcome } = error;
    if (code !== 'closed') this.record({ kind: 'settled', clientMessageId, outcome, code });
  }

  record(event: OfDevice): void {
    const { plan, world } = this.#host;
    world.recorder.add({ deviceId: plan.deviceId, ...event });
  }

  /** Whoever waits for something when it ends hears that the client is closed, or nothing that matters any more. */
  #unlessOver(error: unknown): void {
    if (this.isAlive && !(error instanceof ParleyError && error.code === 'closed')) throw error;
  }
}

/** Refused for good: the user is not in the chat any more. */
function ifGone(error: unknown): undefined {
  if (!(error instanceof ParleyError) || error.code === 'closed') throw error;
}
