import type { WebSocketConstructor, WebSocketLike } from '../../client';
import type { Credentials, GatewayConnection, SimulatedGateway } from './simulated-gateway';
import type { VirtualTime } from './virtual-time';

type Handler = (event: { data: unknown; code?: number }) => void;

/** A device's way to the gateway, and whatever in the application waits for it or for time. */
export class DeviceNetwork {
  isOnline = true;
  #isFrozen = false;
  #isBroken = false;
  #thawed: (() => void)[] = [];
  readonly #sockets = new Set<GatewayConnection>();

  constructor(
    private readonly time: VirtualTime,
    private readonly gateway: SimulatedGateway,
    private readonly credentials: (token: string) => Credentials,
  ) {}

  /** Runs it now, or when the application is not frozen any more. */
  deliver(run: () => void): void {
    if (this.#isFrozen) this.#thawed.push(run);
    else run();
  }

  /** Past the client. */
  send(text: string): void {
    for (const connection of this.#sockets) this.gateway.send(connection, text);
  }

  freeze(): void {
    this.#isFrozen = true;
  }

  thaw(): void {
    this.#isFrozen = false;
    const waiting = this.#thawed;
    this.#thawed = [];
    for (const run of waiting) this.time.after(0, () => this.deliver(run));
  }

  /** Both ends hear of it, the gateway's first. */
  cut(): void {
    for (const connection of this.#sockets) this.gateway.close(connection);
  }

  /** What was open breaks: the device knows at once, the gateway when it tries. */
  goOffline(): void {
    this.isOnline = false;
    this.lose();
  }

  /** From now on nothing comes through, and nothing that is held back ever will. */
  lose(): void {
    this.hold();
    this.#isBroken = true;
  }

  /** However nothing came through, it is over. */
  endHold(): void {
    if (this.#isBroken) this.reset();
    else this.release();
    this.#isBroken = false;
  }

  goOnline(): void {
    this.isOnline = true;
  }

  hold(): void {
    for (const connection of this.#sockets) this.gateway.hold(connection);
  }

  release(): void {
    for (const connection of this.#sockets) this.gateway.release(connection);
  }

  /** The connections break: nothing that was held back comes any more. */
  reset(): void {
    for (const connection of [...this.#sockets]) {
      connection.held = undefined;
      connection.client.closed();
      this.gateway.close(connection);
    }
  }

  setSlow(isSlow: boolean): void {
    for (const connection of this.#sockets) connection.isSlow = isSlow;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** The WebSocket of one client; `isAlive` tells whether it still runs. */
  webSocket(isAlive: () => boolean): WebSocketConstructor {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the class below has a `this` of its own
    const network = this;
    return class implements WebSocketLike {
      readonly #handlers = new Map<string, Handler[]>();
      readonly #connection: GatewayConnection | undefined;
      #isOver = false;

      constructor(_url: string, protocols: string[]) {
        if (!network.isOnline) {
          network.time.after(20, () => this.#end());
          return;
        }
        this.#connection = network.gateway.open(
          {
            opened: () => this.#emit('open'),
            received: (text) => this.#emit('message', text),
            closed: () => this.#end(),
          },
          network.credentials(protocols[1] ?? ''),
        );
        network.#sockets.add(this.#connection);
      }

      send(text: string): void {
        if (this.#connection && !this.#isOver) network.gateway.send(this.#connection, text);
      }

      close(): void {
        this.#isOver = true;
        if (!this.#connection) return;
        network.#sockets.delete(this.#connection);
        network.gateway.clientCloses(this.#connection);
      }

      addEventListener(type: string, handler: Handler): void {
        this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
      }

      #end(): void {
        if (this.#connection) network.#sockets.delete(this.#connection);
        this.#emit('close');
        this.#isOver = true;
      }

      #emit(type: string, data?: unknown): void {
        if (this.#isOver) return;
        network.deliver(() => {
          if (isAlive()) this.#handlers.get(type)?.forEach((handler) => handler({ data }));
        });
      }
    };
  }
}
