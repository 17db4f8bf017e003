import { answerOfPresence } from './fake-presence';
import { answerOfProfiles } from './fake-profiles';
import { type Entry } from '../../client';
import { type Action, type Chat, type ChatEvent, type RequestOf } from '../../protocol';
import { anEntry, anError, type ChangeRequest, type Draft, eventOf, FakeChat, sentAt } from './fake-chat';
import { type ServerSocket, webSocketOf } from './fake-web-socket';

export { anEntry, anError, sentAt } from './fake-chat';

export type Request = { [A in Action]: RequestOf<A> }[Action];

/** What the server does with a request: `undefined` leaves it to the ordinary server. */
export type Interception = object | 'silence' | undefined;

const greeting = { connectionId: 'c', serverTime: sentAt, limits: {} };

/** One server with its log of every chat, and as many sockets as clients of one user open. */
export class FakeSocketServer {
  readonly sockets: ServerSocket[] = [];
  /** Every frame that came, as it came. */
  readonly texts: string[] = [];
  readonly chats = new Map<string, FakeChat>();
  userId = 'alice';
  heartbeatSeconds = 20;
  pageSize = 100;
  /** Chats in one page of the list. */
  listPageSize = 50;
  /** Members in one page of receipts. */
  receiptPageSize = 100;
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
  get webSocket(): ReturnType<typeof webSocketOf> {
    return webSocketOf(this);
  }

  /** Entries of a chat up to `to`, by another user. */
  fill(chatId: string, to: number, senderId = 'bob'): void {
    const chat = this.chat(chatId);
    for (let seq = chat.lastSeq + 1; seq <= to; seq += 1) chat.log.push(anEntry(seq, { senderId }));
  }

  /** A group that alice owns, with entries up to `lastSeq`. */
  group(chatId: string, lastSeq = 1, { title = 'Hike', members = ['bob'] } = {}): FakeChat {
    const chat = this.chat(chatId);
    chat.type = 'GROUP';
    chat.title = title;
    chat.members.clear();
    chat.members.set('alice', { role: 'OWNER', joinedSeq: 1 });
    for (const userId of members) chat.members.set(userId, { role: 'MEMBER', joinedSeq: 1 });
    const all = [...chat.members.keys()];
    chat.change('alice', { kind: 'created', chatType: 'GROUP', title, members: all });
    this.fill(chatId, lastSeq);
    return chat;
  }

  /** There is a chat under every id that is asked for. */
  chat(chatId: string): FakeChat {
    const chat = this.chats.get(chatId) ?? new FakeChat(chatId);
    this.chats.set(chatId, chat);
    return chat;
  }

  logOf(chatId: string): Entry[] {
    return this.chat(chatId).log;
  }

  chatOf(chatId: string): Chat {
    return this.chat(chatId).info;
  }

  messageEvent(chatId: string, seq: number): object {
    return { type: 'message', chatId, message: this.logOf(chatId).find((entry) => entry.seq === seq) };
  }

  chatEvent(chatId: string, change: Entry): object {
    return { type: 'chat', chat: this.chatOf(chatId), change };
  }

  /** Another user changes a chat, and the present socket hears of it. */
  change(chatId: string, senderId: string, content: ChatEvent): Entry {
    const entry = this.chat(chatId).change(senderId, content);
    this.socket.push(this.chatEvent(chatId, entry));
    return entry;
  }

  /** A member has read entries up to a seq, and the present socket hears of it. */
  reads(chatId: string, userId: string, seq: number): void {
    this.chat(chatId).cursors.raise(userId, 'markRead', seq);
    this.#tellReceipt(chatId, userId);
  }

  /** The same of a member who has got them. */
  gets(chatId: string, userId: string, seq: number): void {
    this.chat(chatId).cursors.raise(userId, 'markDelivered', seq);
    this.#tellReceipt(chatId, userId);
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
        return { ...greeting, userId: this.userId, heartbeatSeconds: this.heartbeatSeconds };
      case 'ping':
        return { serverTime: sentAt };
      case 'createChat':
        return { chat: this.#create(request) };
      case 'getChat':
        return { chat: this.chat(request.chatId).infoWithMembers };
      case 'addMembers':
      case 'removeMember':
      case 'leaveChat':
      case 'updateChat':
        return this.carryOut(request);
      case 'markDelivered':
      case 'markRead':
        return {
          chats: request.chats.map(({ chatId, seq }) =>
            this.chat(chatId).cursors.raise(this.userId, request.action, seq),
          ),
        };
      case 'getReceipts':
        return this.chat(request.chatId).cursors.page(this.userId, this.receiptPageSize, request.cursor);
      case 'muteChat':
      case 'typing':
      case 'unregisterDevice':
        return {};
      case 'registerDevice':
        return { deviceId: request.deviceId, push: 'on' };
      case 'getUsers':
      case 'findUser':
      case 'updateProfile':
        return answerOfProfiles(this.userId, request);
      case 'getPresence':
      case 'watchPresence':
        return answerOfPresence(request);
      case 'listChats':
        return this.#list(request);
      case 'getMessages':
        return this.#page(request);
      case 'sync':
        return {
          chats: request.chats.map(({ chatId, afterSeq }) =>
            this.chat(chatId).sync(this.userId, afterSeq, this.pageSize),
          ),
        };
      case 'sendMessage':
        return this.append(request);
    }
  }

  append({ chatId, ...request }: RequestOf<'sendMessage'>): object {
    const { clientMessageId, afterSeq, contentType, content } = request;
    const entry = this.#write(chatId, {
      clientMessageId,
      afterSeq,
      content,
      contentType,
    });
    if (typeof entry === 'string') return anError(entry);
    const { messageId, seq } = entry;
    return { chatId, clientMessageId, messageId, seq, sentAt, status: 'SENT' };
  }

  /** A change that the client asks for. One that would change nothing writes nothing. */
  carryOut(request: ChangeRequest): object {
    const { chatId, clientMessageId, afterSeq } = request;
    const content = eventOf(request, this.chat(chatId));
    if (content) {
      const entry = this.#write(chatId, { clientMessageId, afterSeq, contentType: 'EVENT', content });
      if (typeof entry === 'string') return anError(entry);
      return { chat: this.chatOf(chatId), change: entry };
    }
    return { chat: this.chatOf(chatId) };
  }

  #tellReceipt(chatId: string, userId: string): void {
    this.socket.push({ type: 'receipt', chatId, userId, ...this.chat(chatId).cursors.of(userId) });
  }

  #write(chatId: string, draft: Omit<Draft, 'senderId'>): Entry | string {
    const chat = this.chat(chatId);
    const { lastSeq } = chat;
    const entry = chat.append({ ...draft, senderId: this.userId });
    if (typeof entry !== 'string' && entry.seq > lastSeq) this.onAppend(chatId, entry);
    return entry;
  }

  #create(request: RequestOf<'createChat'>): Chat {
    if (request.type === 'DIRECT') return this.chatOf(`direct-${request.with}`);
    const chatId = `group-${request.clientMessageId}`;
    return this.chats.get(chatId)?.info ?? this.group(chatId, 1, request).info;
  }

  #list({ cursor }: RequestOf<'listChats'>): object {
    const mine = [...this.chats.values()].filter(({ members }) => members.has(this.userId));
    const rest = mine
      .sort((one, other) => (one.chatId < other.chatId ? -1 : 1))
      .filter(({ chatId }) => cursor === undefined || chatId > cursor);
    const page = rest.slice(0, this.listPageSize);
    const chats = page.map((chat) => {
      const lastMessage = chat.log.at(-1);
      const { info, unread } = chat;
      return { ...info, ...(lastMessage && { lastMessage }), unread, cursors: chat.cursorsOf(this.userId) };
    });
    return rest.length > page.length ? { chats, nextCursor: page.at(-1)?.chatId } : { chats };
  }

  #page({ chatId, before = Infinity, limit }: RequestOf<'getMessages'>): object {
    const { log, cursors } = this.chat(chatId);
    const older = log.filter((entry) => entry.seq < before);
    const page = older.slice(-limit).reverse();
    const receipts = cursors.floorWithout(this.userId);
    const messages = page.map((entry) => cursors.withStatus(entry));
    const nextCursor = older.length > page.length ? 'more' : undefined;
    return { messages, ...(nextCursor && { nextCursor }), ...(receipts && { receipts }) };
  }
}
