import { WebSocket } from 'ws';
import { decodeFields } from './decode-fields';

/** A socket that speaks frames, without what a client does besides: for measuring what is behind it. */
export class RawSocket {
  private readonly waiting = new Map<string, (frame: Record<string, unknown>) => void>();
  private requests = 0;
  /** Told of every frame that answers no request. */
  onEvent: (frame: Record<string, unknown>) => void = () => undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.receive(decodeFields(data.toString())));
  }

  static connect(url: string, token: string): Promise<RawSocket> {
    const socket = new WebSocket(url, ['parley.v1', `jwt.${token}`], { perMessageDeflate: false });
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new RawSocket(socket)));
      socket.once('error', reject);
    });
  }

  /** The answer; throws if it is no ok. */
  async request(action: string, fields: object): Promise<Record<string, unknown>> {
    const requestId = `r${++this.requests}`;
    const answer = new Promise<Record<string, unknown>>((resolve) => this.waiting.set(requestId, resolve));
    this.socket.send(JSON.stringify({ action, requestId, ...fields }));
    const frame = await answer;
    if (frame['type'] !== 'ok') throw new Error(`${action} was refused; ${String(frame['message'])}`);
    return frame;
  }

  close(): void {
    this.socket.terminate();
  }

  private receive(frame: Record<string, unknown>): void {
    const requestId = String(frame['requestId']);
    const answer = this.waiting.get(requestId);
    this.waiting.delete(requestId);
    (answer ?? this.onEvent)(frame);
  }
}
