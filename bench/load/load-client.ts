import { setTimeout as sleep } from 'node:timers/promises';
import { decodeList, decodeObject } from '../decode-fields';
import { fetchToken } from '../fetch-token';
import { RawSocket } from '../raw-socket';
import { type RuntimeAddresses } from './runtime-child';

/** How long a client gathers what has come before it says so, as ours does. */
const markAfterMs = 2_000;
const pingEveryMs = 240_000;
const triesAtMost = 60;
const answerWithinMs = 10_000;
const pauseAtMostMs = 5_000;

/** Before the next try: random, and longer each time. */
const pauseMs = (tries: number): number => Math.random() * Math.min(pauseAtMostMs, 200 * 2 ** tries);

/** A text that says when it was sent, on the clock of this process. */
export const stamped = (sentAt: number): string => `${sentAt} ${'x'.repeat(80)}`;

const sentAtOf = (content: unknown): number => Number(String(content).split(' ')[0]);

/** One user with one socket, which marks what it gets as delivered and knows what it has got of each chat. */
export class LoadClient {
  /** The seqs that have come, by chat. */
  readonly got = new Map<string, Set<number>>();
  /** Told of how long each message took to come. */
  onReceived: (milliseconds: number) => void = () => undefined;
  /** How often a request had to be sent again. */
  retries = 0;
  private socket: RawSocket | undefined;
  private readonly toMark = new Map<string, number>();
  private marking: NodeJS.Timeout | undefined;
  private pinging: NodeJS.Timeout | undefined;

  constructor(
    readonly userId: string,
    private readonly addresses: RuntimeAddresses,
  ) {}

  /** Tries until it is let in: the gateway takes 500 new connections a second. */
  async connect(): Promise<void> {
    for (let tries = 1; this.socket === undefined; tries++) {
      try {
        const token = await fetchToken(this.addresses.webUrl, this.userId);
        this.socket = await RawSocket.connect(this.addresses.socketUrl, token);
      } catch (error) {
        if (tries === triesAtMost) throw error;
        await sleep(pauseMs(tries));
      }
    }
    this.socket.onEvent = (frame) => this.receive(frame);
    this.pinging = setInterval(() => {
      this.socket?.request('ping', {}).catch(() => undefined);
    }, pingEveryMs);
  }

  /** Its network is gone, without a word. */
  cut(): void {
    clearInterval(this.pinging);
    clearTimeout(this.marking);
    this.marking = undefined;
    this.toMark.clear();
    this.socket?.close();
    this.socket = undefined;
  }

  /** The same bytes until they are taken. */
  async request(action: string, fields: object): Promise<Record<string, unknown>> {
    for (let tries = 1; ; tries++) {
      const { socket } = this;
      if (socket === undefined) throw new Error(`${this.userId} has no socket`);
      try {
        return await answered(socket.request(action, fields));
      } catch (error) {
        if (tries === triesAtMost) throw error;
        this.retries += 1;
        await sleep(pauseMs(tries));
      }
    }
  }

  /** Asks for everything above what it has without a gap. */
  async sync(): Promise<void> {
    let behind = [...this.got.keys()];
    while (behind.length > 0) {
      const chats = behind.map((chatId) => ({ chatId, afterSeq: this.end(chatId) }));
      const answer = await this.request('sync', { chats });
      behind = decodeList(answer['chats']).flatMap((chat) => {
        const chatId = String(chat['chatId']);
        for (const message of decodeList(chat['messages'])) this.take(chatId, message);
        return chat['more'] === true ? [chatId] : [];
      });
    }
  }

  /** The highest seq up to which it has everything since it began. */
  end(chatId: string): number {
    const seqs = this.got.get(chatId) ?? new Set();
    let seq = Math.min(...seqs);
    while (seqs.has(seq + 1)) seq += 1;
    return seq;
  }

  /** From this entry on it counts what comes of a chat. */
  begin(chatId: string, seq: number): void {
    this.got.set(chatId, new Set([seq]));
  }

  take(chatId: string, { seq }: Record<string, unknown>): void {
    this.got.get(chatId)?.add(Number(seq));
  }

  private receive(frame: Record<string, unknown>): void {
    if (frame['type'] !== 'message') return;
    const chatId = String(frame['chatId']);
    const message = decodeObject(frame['message']);
    const isNew = this.got.get(chatId)?.has(Number(message['seq'])) === false;
    if (!isNew) return;
    this.take(chatId, message);
    this.onReceived(performance.now() - sentAtOf(message['content']));
    this.toMark.set(chatId, Math.max(this.toMark.get(chatId) ?? 0, Number(message['seq'])));
    this.marking ??= setTimeout(() => this.mark(), markAfterMs * Math.random());
  }

  private mark(): void {
    this.marking = undefined;
    const chats = [...this.toMark].map(([chatId, seq]) => ({ chatId, seq }));
    this.toMark.clear();
    this.socket?.request('markDelivered', { chats }).catch(() => undefined);
  }
}

/** No answer in time: its outcome is unknown. */
async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('there was no answer')), answerWithinMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
