import { type Clock, createParleyClient, type ParleyClientOptions } from '../../client';
import { sharedWebSocket } from '../../client/browser';
import { type ChannelLike, type LocksLike, type Platform } from '../../client/browser/decode-platform';
import { fakeIndexedDb } from './fake-indexed-db';
import { FakeLocks } from './fake-locks';
import { FakeSocketServer } from './fake-socket-server';
import { type ServerSocket, type SocketHandler } from './fake-web-socket';
import { ManualClock } from './manual-clock';

/** A token that names a user, as far as a client reads it. */
export const aTokenOf = (sub: string): string => `h.${btoa(JSON.stringify({ iss: 'issuer', sub }))}.s`;

/** A browser with pages of one origin, and one server. Time is the same for all of them. */
export class FakeBrowser {
  readonly server = new FakeSocketServer();
  readonly clock = new ManualClock();
  readonly locks = new FakeLocks();
  readonly channels = new Set<FakeChannel>();
  readonly indexedDB = fakeIndexedDb();

  /** The sockets at the server that are open. */
  get open(): ServerSocket[] {
    return this.server.sockets.filter(({ isOpen }) => isOpen);
  }

  page(): FakePage {
    return new FakePage(this);
  }

  /** What the server tells a user goes to every socket of theirs. */
  push(event: object): void {
    for (const socket of this.open) socket.push(event);
  }
}

/** One tab: it can be looked at, frozen and closed. */
export class FakePage {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  readonly #locks;
  readonly #sockets: ServerSocket[] = [];
  /** What happens to it while it is frozen happens when it thaws. */
  #held: (() => void)[] | undefined;
  #isAlive = true;
  #hasTimers = true;

  constructor(readonly browser: FakeBrowser) {
    this.#locks = browser.locks.page();
  }

  get platform(): Required<Platform> {
    const { browser, document } = this;
    const takes = (socket: ServerSocket) => this.#take(socket);
    const page = { live: (run: () => void) => this.live(run) };
    return {
      document,
      indexedDB: browser.indexedDB,
      locks: this.#freezableLocks(),
      channel: class extends FakeChannel {
        constructor(name: string) {
          super(browser.channels, page, name);
        }
      },
      webSocket: class extends browser.server.webSocket {
        constructor(url: string, protocols: string[]) {
          super(url, protocols);
          takes(browser.server.socket);
        }

        override addEventListener(type: string, handler: SocketHandler) {
          super.addEventListener(type, (event) => page.live(() => handler(event)));
        }
      },
    };
  }

  /** Time as it passes here. */
  get clock(): Clock {
    const { clock } = this.browser;
    const after = (ms: number, run: () => void) => {
      let isCancelled = false;
      const cancel = clock.after(ms, () => this.live(() => isCancelled || !this.#hasTimers || run()));
      return () => ((isCancelled = true), cancel());
    };
    return { now: () => clock.now(), after };
  }

  client(userId = 'alice', options: Partial<ParleyClientOptions> = {}) {
    let ids = 0;
    return createParleyClient({
      url: 'ws://test/local',
      token: () => Promise.resolve(aTokenOf(userId)),
      webSocket: sharedWebSocket(this.platform, this.clock),
      surroundings: { watch: () => () => undefined },
      clock: this.clock,
      random: () => 0.5,
      createId: () => `${userId}-${crypto.randomUUID().slice(0, 13)}-${(ids += 1)}`,
      ...options,
    });
  }

  look(visibilityState: 'visible' | 'hidden'): void {
    this.document.visibilityState = visibilityState;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  /** From now on no timer comes due here; messages do come. */
  throttle(): void {
    this.#hasTimers = false;
  }

  freeze(): void {
    this.#held ??= [];
  }

  thaw(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const run of held) this.live(run);
  }

  /** The tab is closed, or its process ends: nothing of it runs any more. */
  die(): void {
    this.#isAlive = false;
    for (const socket of this.#sockets) socket.isOpen = false;
    this.#locks.die();
  }

  live(run: () => void): void {
    if (!this.#isAlive) return;
    if (this.#held) this.#held.push(run);
    else run();
  }

  /** What was about to run when the page died has no socket either. */
  #take(socket: ServerSocket): void {
    if (!this.#isAlive) queueMicrotask(() => socket.drop());
    this.#sockets.push(socket);
  }

  #freezableLocks(): LocksLike {
    const whenAwake = () => new Promise<void>((resolve) => this.live(resolve));
    return {
      query: () => this.#locks.query(),
      request: async (name, options, run) => {
        try {
          return await this.#locks.request(name, options, () => whenAwake().then(run));
        } finally {
          await whenAwake();
        }
      },
    };
  }
}

class FakeChannel implements ChannelLike {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  #isOpen = true;

  constructor(
    private readonly all: Set<FakeChannel>,
    private readonly page: { live(run: () => void): void },
    private readonly name: string,
  ) {
    all.add(this);
  }

  postMessage(message: unknown): void {
    if (!this.#isOpen) throw new Error('the channel is closed');
    const data: unknown = structuredClone(message);
    this.page.live(() => {
      for (const other of this.all) {
        if (other === this || other.name !== this.name) continue;
        queueMicrotask(() => other.page.live(() => other.#isOpen && other.onmessage?.({ data })));
      }
    });
  }

  close(): void {
    this.#isOpen = false;
    this.all.delete(this);
  }
}
