/** The part of the WebSocket interface that the client uses: browsers, Node >= 22 and the `ws` package have it. */
export interface WebSocketLike {
  /** Sends one text frame. */
  send(data: string): void;
  /** Begins the end: it need not tell of it any more. */
  close(code?: number, reason?: string): void;
  /** It can send from now on; or something went wrong, of which `close` tells what follows. */
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  /** It has ended, or was never opened. `code`: the close code of RFC 6455. */
  addEventListener(type: 'close', listener: (event: { code?: number }) => void): void;
  /** A frame came: text, or something that the client ignores. */
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  /** A socket that is about to end, and would have another one take over before, calls it. Those of networks never do. */
  onrenew?: () => void;
}

/** Opens a WebSocket to the address, with the subprotocols that it offers. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

export interface SocketEvents {
  onOpen(): void;
  onData(data: unknown): void;
  onClose(code: number | undefined): void;
  onRenew(): void;
}

/** One WebSocket, from opening to its end. After `close` it says nothing more, whatever the network does. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export function openSocket(make: () => WebSocketLike, events: SocketEvents): Socket {
  const webSocket = make();
  let isLive = true;
  const whileLive = (run: () => void) => {
    if (isLive) run();
  };
  webSocket.addEventListener('open', () => whileLive(() => events.onOpen()));
  webSocket.addEventListener('message', ({ data }) => whileLive(() => events.onData(data)));
  webSocket.addEventListener('close', ({ code }) => whileLive(() => events.onClose(code)));
  webSocket.onrenew = () => whileLive(() => events.onRenew());
  // Always followed by `close`; without a listener the `ws` package would throw.
  webSocket.addEventListener('error', () => undefined);
  return {
    send: (text) => webSocket.send(text),
    close: () => {
      isLive = false;
      webSocket.close(1000);
    },
  };
}
