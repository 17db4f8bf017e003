import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startRuntime } from '../../local/runtime';
import { type Runtime, type RuntimeOptions } from '../../local/runtime-options';

export const ECHO = join(__dirname, 'fixtures/echo');

export const startEcho = (options: Partial<RuntimeOptions> = {}): Promise<Runtime> =>
  startRuntime({ assembly: ECHO, port: 0, webPort: 0, ...options });

export const credentials = { accessKeyId: 'TEST', secretAccessKey: 'test' };

/** Repeats until there is an answer: what a test waits for arrives soon, or the test times out. */
export const eventually = async <T>(attempt: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (;;) {
    const result = await attempt();
    if (result !== undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/** Reads what the fixture's functions keep in its table. */
export const readItem = async (
  runtime: Runtime,
  pk: string,
): Promise<Record<string, { S?: string }> | undefined> => {
  const client = new DynamoDBClient({ endpoint: runtime.awsUrl, region: 'eu-central-1', credentials });
  const table = runtime.tables.find(({ logicalId }) => logicalId === 'Items')!.name;
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { pk: { S: pk } }, ConsistentRead: true }),
  );
  client.destroy();
  return Item;
};

export const keptEvent = async (runtime: Runtime, pk: string): Promise<Record<string, never> | undefined> => {
  const text = (await readItem(runtime, pk))?.['event']?.S;
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, never>);
};

/** A socket with the frames and the close it has seen so far. */
export class Client {
  readonly frames: string[] = [];
  closed: { code: number; reason: string } | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.frames.push(data.toString()));
    socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    socket.on('error', () => undefined);
  }

  /** Resolves once the socket is open; rejects with the status of a refused handshake. */
  static open(url: string, protocols: string[] = [], headers: Record<string, string> = {}): Promise<Client> {
    const socket = new WebSocket(url, protocols, { headers });
    const client = new Client(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.once('unexpected-response', (_, response) => reject(new Error(String(response.statusCode))));
      socket.once('error', reject);
    });
  }

  async nextFrame(): Promise<string> {
    return eventually(() => this.frames.shift());
  }

  async request(message: unknown): Promise<string> {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    return this.nextFrame();
  }

  async close(code?: number, reason?: string): Promise<{ code: number; reason: string }> {
    this.socket.close(code, reason);
    return eventually(() => this.closed);
  }
}
