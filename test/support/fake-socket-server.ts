import { type Entry, type WebSocketLike } from '../../client';
import { type Action, type Chat, type RequestOf } from '../../protocol';

export type Request = { [A in Action]: RequestOf<A> }[Action];

/** What the server does with a request: `undefined` leaves it to the ordinary server. */
export type Interception = object | 'silence' | undefined;

export interface ServerSocket {
  url: string;
  protocols: string[];
  isOpen: boolean;
  /** A frame to the client. */
  push(frame: object): void;
  /** The connection ends. */
  drop(): void;
}

type Handler = (event: { data: unknown }) => void;

/** One server with its log of every chat, and as many sockets as clients open. */
export class FakeSocketServer {
  readonly sockets: ServerSocket[] = [];
  /** Every frame that came, as it came. */
  readonly texts: string[] = [];
  readonly logs = new Map<string, Entry[]>();
  userId = 'alice';
  heartbeatSeconds = 20;
  pageSize = 100;
  /** How a new socket fares. */
  opening: 'open' | 'refuse' | 'hang' = 'open';
  intercept: (request: Request) => Interception = () => undefined;
  /** Told of an append; by default nobody but the sender hears of it. */
  onAppend: (chatId: string, entry: Entry) => void = () => undefined;

  get socket(): ServerSocket {
    return this.sockets.at(-1)!;
  }

  get requests(): Request[] {
    return this.texts.map((text) => JSON.parse(text) as Request);
  }

  requestsOf<A extends Action>(action: A): RequestOf<A>[] {
    return this.requests.filter((request) => request.action === action);
  }

  textsOf(action: Action): string[] {
    return this.texts.filter((text) => (JSON.parse(text) as Request).action === action);
  }

  /** The constructor to give to the client. */
  get webSocket(): new (url: string, protocols: string[]) => WebSocketLike {
    return webSocketOf(this);
  }

  /** Entries `from` to `to` of a chat, by another user. */
  fill(chatId: string, to: number, senderId = 'bob'): void {
    for (let seq = this.logOf(chatId).length + 1; seq <= to; seq += 1) {
      this.logOf(chatId).push(anEntry(seq, { senderId }));
    }
  }

  logOf(chatId: string): Entry[] {
    const log = this.logs.get(chatId) ?? [];
    this.logs.set(chatId, log);
    return log;
  }

  chatOf(chatId: string): Chat {
    const lastSeq = this.logOf(chatId).length;
    return { chatId, type: 'DIRECT', createdBy: 'bob', createdAt: sentAt, memberCount: 2, lastSeq };
  }

  messageEvent(chatId: string, seq: number): object {
    return { type: 'message', chatId, message: this.logOf(chatId)[seq - 1] };
  }

  receive(socket: ServerSocket, text: string): void {
    if (!socket.isOpen) return;
    this.texts.push(text);
    const request = JSON.parse(text) as Request;
    const interception = this.intercept(request);
    if (interception === 'silence') return;
    const answer = interception ?? { type: 'ok', ...this.answer(request) };
    // A network is never faster than the code that writes to it.
    queueMicrotask(() => socket.push({ requestId: request.requestId, ...answer }));
  }

  /** The ordinary answer. What it does to the log is done. */
  answer(request: Request): object {
    switch (request.action) {
      case 'hello':
        return {
          userId: this.userId,
          connectionId: 'c',
          serverTime: sentAt,
          heartbeatSeconds: this.heartbeatSeconds,
          limits: {},
        };
      case 'ping':
        return { serverTime: sentAt };
      case 'createChat':
        return {
          chat: this.chatOf(request.type === 'DIRECT' ? `direct-${request.with}` : request.clientMessageId),
        };
      case 'getChat':
      case 'addMembers':
      case 'removeMember':
      case 'leaveChat':
      case 'updateChat':
        return { chat: this.chatOf(request.chatId) };
      case 'listChats':
        return { chats: [] };
      case 'getMessages':
        return this.#page(request);
      case 'sync':
        return { chats: request.chats.map((chat) => this.#syncOf(chat)) };
      case 'sendMessage':
        return this.append(request);
    }
  }

  append({ chatId, clientMessageId, afterSeq, content }: RequestOf<'sendMessage'>): object {
    const log = this.logOf(chatId);
    if (afterSeq > log.length || log.length - afterSeq > 200) return anError('stale_attempt');
    const known = log.find((entry) => entry.clientMessageId === clientMessageId);
    const entry =
      known ??
      anEntry(log.length + 1, { senderId: this.userId, clientMessageId, content: content as string });
    if (!known) {
      log.push(entry);
      this.onAppend(chatId, entry);
    }
    const { messageId, seq } = entry;
    return { chatId, clientMessageId, messageId, seq, sentAt, status: 'SENT' };
  }

  #syncOf({ chatId, afterSeq }: { chatId: string; afterSeq: number }): object {
    const rest = this.logOf(chatId).slice(afterSeq);
    return { chatId, messages: rest.slice(0, this.pageSize), more: rest.length > this.pageSize };
  }

  #page({ chatId, before = Infinity, limit }: RequestOf<'getMessages'>): object {
    const older = this.logOf(chatId).filter((entry) => entry.seq < before);
    const messages = older.slice(-limit).reverse();
    return older.length > messages.length ? { messages, nextCursor: 'more' } : { messages };
  }
}

/** A WebSocket that is connected to the server in this process. */
function webSocketOf(server: FakeSocketServer): new (url: string, protocols: string[]) => WebSocketLike {
  return class implements WebSocketLike {
    readonly #handlers = new Map<string, Handler[]>();
    readonly #socket: ServerSocket;

    constructor(url: string, protocols: string[]) {
      const emit = (type: string, data?: unknown) =>
        this.#handlers.get(type)?.forEach((handler) => handler({ data }));
      this.#socket = {
        url,
        protocols,
        isOpen: false,
        push: (frame) => {
          if (this.#socket.isOpen) emit('message', JSON.stringify(frame));
        },
        drop: () => {
          this.#socket.isOpen = false;
          emit('close');
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

    addEventListener(type: string, handler: Handler) {
      this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
    }
  };
}

export const sentAt = '2026-11-24T10:00:00.000Z';

export function anEntry(seq: number, fields: Partial<Entry> = {}): Entry {
  return {
    seq,
    messageId: `${seq}`,
    senderId: 'bob',
    clientMessageId: `of-another-client-${seq}`,
    sentAt,
    status: 'SENT',
    contentType: 'TEXT',
    content: `text ${seq}`,
    ...fields,
  } as Entry;
}

export function anError(code: string, fields: object = {}): object {
  const retryable = ['busy', 'rate_limited', 'unavailable', 'internal'].includes(code);
  return { type: 'error', code, message: `unable to do it; ${code}`, retryable, ...fields };
}
