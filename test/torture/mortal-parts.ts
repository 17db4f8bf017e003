import { WebSocket } from 'ws';
import type { OutboxStorage, WebSocketConstructor } from '../../client';
import { fileOutbox } from '../../client/node';

/** What one client has of its device: sockets, timers and the folder of its outbox. All end at once when it is killed. */
export class MortalParts {
  isAlive = true;
  readonly #sockets = new Set<WebSocket>();
  readonly #timers = new Set<() => void>();
  #disk: Promise<unknown> = Promise.resolve();

  /** As if the operating system had ended the application: nothing of it happens any more, whatever it was about to do. */
  kill(): void {
    this.isAlive = false;
    this.cut();
    for (const cancel of this.#timers) cancel();
  }

  /** The network of the device breaks off. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** When the disk has what it was given before the end. */
  get flushed(): Promise<unknown> {
    return this.#disk;
  }

  get timersLeft(): number {
    return this.#timers.size;
  }

  get webSocket(): WebSocketConstructor {
    const parts = this.#sockets;
    const isAlive = () => this.isAlive;
    return class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { perMessageDeflate: false });
        parts.add(this);
        this.on('close', () => parts.delete(this));
      }

      override emit(name: string | symbol, ...values: unknown[]): boolean {
        return isAlive() ? super.emit(name, ...values) : name === 'error';
      }
    };
  }

  readonly clock = {
    now: () => Date.now(),
    after: (delayMs: number, run: () => void) => {
      const cancel = () => {
        clearTimeout(timer);
        this.#timers.delete(cancel);
      };
      const timer = setTimeout(() => {
        cancel();
        run();
      }, delayMs);
      this.#timers.add(cancel);
      return cancel;
    },
  };

  /** The outbox on the disk. onLoad: what an earlier client has left. */
  outbox(folder: string, onLoad: (left: Awaited<ReturnType<OutboxStorage['load']>>) => void): OutboxStorage {
    const disk = fileOutbox(folder);
    const whileAlive = <Result>(run: () => Promise<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        if (!this.isAlive) return;
        const done = run();
        this.#disk = Promise.allSettled([this.#disk, done]);
        done.then(
          (result) => this.isAlive && resolve(result),
          (error: unknown) => reject(error as Error),
        );
      });
    return {
      load: () =>
        whileAlive(async () => {
          const left = await disk.load();
          onLoad(left);
          return left;
        }),
      put: (record) => whileAlive(() => disk.put(record)),
      remove: (clientMessageId) => whileAlive(() => disk.remove(clientMessageId)),
    };
  }
}
