import { once } from 'node:events';
import { WebSocket } from 'ws';
import { decodeFrame, type Frame } from './decode-fan-out';

const handshakesAtOnce = 25;
const roundWithinMs = 30_000;

/** What one round took, in milliseconds since the sender sent. */
export interface Round {
  readonly acknowledged: number;
  readonly sendStarted: number;
  readonly firstWorker: number;
  readonly lastWorker: number;
  readonly lastRead: number;
  readonly firstReceived: number;
  readonly lastReceived: number;
}

const now = (): number => performance.timeOrigin + performance.now();

const userId = (index: number): string => `user-${index}`;

/** The sockets of a group: the first one sends, all others receive. */
export class Audience {
  private round = 0;

  private constructor(private readonly sockets: readonly WebSocket[]) {}

  static async connect(url: string, size: number): Promise<Audience> {
    const sockets: WebSocket[] = [];
    for (let at = 0; at < size; at += handshakesAtOnce) {
      const count = Math.min(handshakesAtOnce, size - at);
      const opening = Array.from({ length: count }, (_, index) => open(`${url}?user=${userId(at + index)}`));
      sockets.push(...(await Promise.all(opening)));
    }
    return new Audience(sockets);
  }

  /** The first socket sends one message; resolves when all others and the acknowledgement are there. */
  async send(text: string): Promise<Round> {
    const [sender, ...receivers] = this.sockets;
    if (sender === undefined) throw new Error('nobody is there');
    const round = ++this.round;
    const received = Promise.all(receivers.map((socket) => nextFrame(socket, round)));
    const acknowledged = once(sender, 'message').then(() => now());
    const userIds = receivers.map((_, index) => userId(index + 1));
    const sentAt = now();
    sender.send(JSON.stringify({ action: 'send', userIds, frame: { round, text, sentAt } }));
    const [frames, acknowledgedAt] = await Promise.all([received, acknowledged]);
    return roundOf(sentAt, acknowledgedAt, frames);
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate();
  }
}

interface Received {
  readonly frame: Frame;
  readonly at: number;
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

function nextFrame(socket: WebSocket, round: number): Promise<Received> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`round ${round}; a frame is missing`)), roundWithinMs);
    const listen = (data: Buffer): void => {
      const at = now();
      const frame = decodeFrame(data.toString());
      if (!('round' in frame) || frame.round !== round) return;
      clearTimeout(timer);
      socket.off('message', listen);
      resolve({ frame, at });
    };
    socket.on('message', listen);
  });
}

function roundOf(sentAt: number, acknowledgedAt: number, received: readonly Received[]): Round {
  const times = (pick: (one: Received) => number | undefined): number[] =>
    received.map((one) => (pick(one) ?? sentAt) - sentAt);
  return {
    acknowledged: acknowledgedAt - sentAt,
    sendStarted: Math.min(...times(({ frame }) => frame.sendStartedAt)),
    firstWorker: Math.min(...times(({ frame }) => frame.workerStartedAt)),
    lastWorker: Math.max(...times(({ frame }) => frame.workerStartedAt)),
    lastRead: Math.max(...times(({ frame }) => frame.readAt)),
    firstReceived: Math.min(...times(({ at }) => at)),
    lastReceived: Math.max(...times(({ at }) => at)),
  };
}
