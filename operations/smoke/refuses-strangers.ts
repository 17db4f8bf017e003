import { type WebSocketConstructor } from '../../client';

/** Tries to connect with a token that nobody has signed. Rejects if the server lets it in. */
export function refusesStrangers({
  url,
  webSocket: WebSocketHere,
}: {
  readonly url: string;
  readonly webSocket: WebSocketConstructor;
}): Promise<void> {
  const socket = new WebSocketHere(url, ['parley.v1', 'jwt.false.token.x']);
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => resolve());
    socket.addEventListener('close', () => resolve());
    socket.addEventListener('open', () => {
      socket.close();
      reject(new Error('a stranger could connect'));
    });
  });
}
