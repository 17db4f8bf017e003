import { type WebSocketLike } from '../../client';

export interface ServerSocket {
  url: string;
  protocols: string[];
  isOpen: boolean;
  /** A frame to the client. */
  push(frame: object): void;
  /** The connection ends. */
  drop(code?: number): void;
}

/** What a socket needs of the server at its other end. */
export interface SocketHost {
  readonly sockets: ServerSocket[];
  readonly opening: 'open' | 'refuse' | 'hang';
  receive(socket: ServerSocket, text: string): void;
}

export type SocketHandler = (event: { data: unknown; code?: number }) => void;

interface FakeWebSocket extends WebSocketLike {
  addEventListener(type: string, handler: SocketHandler): void;
}

/** A WebSocket that is connected to the server in this process. */
export function webSocketOf(server: SocketHost): new (url: string, protocols: string[]) => FakeWebSocket {
  return class implements WebSocketLike {
    readonly #handlers = new Map<string, SocketHandler[]>();
    readonly #socket: ServerSocket;

    constructor(url: string, protocols: string[]) {
      const emit = (type: string, data?: unknown, code?: number) =>
        this.#handlers
          .get(type)
          ?.forEach((handler) => handler({ data, ...(code !== undefined && { code }) }));
      this.#socket = {
        url,
        protocols,
        isOpen: false,
        push: (frame) => {
          if (this.#socket.isOpen) emit('message', JSON.stringify(frame));
        },
        drop: (code) => {
          this.#socket.isOpen = false;
          emit('close', undefined, code);
        },
      };
      server.sockets.push(this.#socket);
      queueMicrotask(() => {
        if (server.opening === 'hang') return;
        this.#socket.isOpen = server.opening === 'open';
        emit(server.opening === 'open' ? 'open' : 'close');
      });
    }

    send(text: string) {
      server.receive(this.#socket, text);
    }

    close() {
      this.#socket.isOpen = false;
    }

    addEventListener(type: string, handler: SocketHandler) {
      this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
    }
  };
}
