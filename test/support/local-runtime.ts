import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startRuntime } from '../../local/runtime';
import type { Runtime, RuntimeOptions } from '../../local/runtime-options';
import { synthesize } from '../../local/synthesize';

/** The suites run on both engines: CI runs them once more with PARLEY_DYNAMODB=local. */
export const engine = process.env['PARLEY_DYNAMODB'] === 'local' ? 'local' : 'dynalite';

/** Options of `parley:`, by their names without it. */
type ChatConfig = Readonly<Record<string, string | number | boolean>>;

/**
 * The templates as they are deployed. Bare sockets do not ping: where the tests are not about that, they may be silent for
 * as long as a test takes.
 */
export function synthesizeChat(config: ChatConfig = {}): Promise<string> {
  const given = Object.entries({ heartbeatSeconds: 540, ...config });
  const options = given.map(([name, value]) => [`parley:${name}`, String(value)] as const);
  const context = { stage: 'local', ...Object.fromEntries(options) };
  return synthesize({ root: join(__dirname, '../..'), context });
}

/** The chat as it is deployed, from the synthesized templates, on free ports. */
export async function startChat(
  parameters: Record<string, string> = {},
  port = 0,
  options: Pick<RuntimeOptions, 'log' | 'onCall' | 'isolation' | 'cache' | 'spoil'> & {
    config?: ChatConfig;
  } = {},
): Promise<Runtime> {
  const { config, ...rest } = options;
  const assembly = await synthesizeChat(config);
  return startRuntime({ assembly, port, webPort: 0, parameters, dynamodb: engine, ...rest });
}

export interface Frame {
  type: string;
  [field: string]: unknown;
}

export interface ConnectOptions {
  token?: string;
  headers?: Record<string, string>;
  protocols?: string[];
}

/** Where sockets connect, and what they show there. */
export type Doors = Pick<Runtime, 'socketUrl' | 'token'>;

/** Not an event, which may come at any time. Frames of the gateway's own have no type. */
const isAnswer = ({ type }: Partial<Frame>): boolean =>
  type === undefined || type === 'ok' || type === 'error';

/** A bare socket that speaks the protocol frame by frame. */
export class RawClient {
  readonly frames: Frame[] = [];
  /** The texts of its requests; what went to the socket itself is not among them. */
  readonly sent: string[] = [];
  private requests = 0;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.frames.push(JSON.parse(data.toString()) as Frame));
  }

  /** Resolves when open; rejects with the handshake's status, as `Unexpected server response: 401`. */
  static connect(doors: Doors, userId: string, options: ConnectOptions = {}): Promise<RawClient> {
    const token = options.token ?? doors.token(userId);
    const protocols = options.protocols ?? ['parley.v1', `jwt.${token}`];
    const socket = new WebSocket(doors.socketUrl, protocols, { headers: options.headers ?? {} });
    const client = new RawClient(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.once('error', reject);
    });
  }

  async request(action: string, fields: object = {}): Promise<Frame> {
    const requestId = `r${++this.requests}`;
    return this.send(
      JSON.stringify({ action, requestId, ...fields }),
      (frame) => frame['requestId'] === requestId,
    );
  }

  /** Sends text as it is, and waits for the first later frame that fits; any answer does, by itself. */
  send(text: string, fits = isAnswer): Promise<Frame> {
    const from = this.frames.length;
    this.sent.push(text);
    this.socket.send(text);
    return this.next(fits, from);
  }

  async next(fits: (frame: Frame) => boolean, from = 0, withinSeconds = 10): Promise<Frame> {
    for (const endsAt = performance.now() + withinSeconds * 1000; performance.now() < endsAt;) {
      const frame = this.frames.slice(from).find(fits);
      if (frame !== undefined) return frame;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no such frame in ${withinSeconds} s; got ${JSON.stringify(this.frames)}`);
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.close();
    await closed;
  }
}
