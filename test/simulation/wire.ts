import type { Recorder } from './recorder';
import type { Credentials } from './simulated-gateway';

export interface WireRequest {
  action: string;
  requestId: string;
  chatId?: string;
}

interface WireEntry {
  seq: number;
}

const nearEndMs = 1_000;

/** Writes down what goes over the wire: a client hides some of it. */
export class Wire {
  constructor(
    private readonly recorder: Recorder,
    private readonly now: () => number,
  ) {}

  posted(to: Credentials, frame: string): void {
    const event = JSON.parse(frame) as {
      type: string;
      chatId: string;
      userId?: string;
      message?: WireEntry;
      chat?: { chatId: string };
      change?: WireEntry;
    };
    this.#served(to, 'post', this.now());
    if (event.type === 'presence') this.#toldOf(to, 'event', event.userId ?? '');
    if (event.message) this.#sent(to, event.chatId, { entries: [event.message] });
    if (event.change) this.#sent(to, event.chat?.chatId ?? '', { entries: [event.change] });
  }

  answered(to: Credentials, request: WireRequest & { askedAt: number }, text: string): void {
    const { action, chatId = '', requestId, askedAt } = request;
    if (text.startsWith('{"type":"ok"')) this.#served(to, action, askedAt);
    if (action === 'getMessages') {
      const { messages = [] } = JSON.parse(text) as { messages?: WireEntry[] };
      this.#sent(to, chatId, { entries: messages, askedAt });
    }
    if (action === 'sync') {
      const { chats = [] } = JSON.parse(text) as { chats?: { chatId: string; messages: WireEntry[] }[] };
      for (const chat of chats) this.#sent(to, chat.chatId, { entries: chat.messages, askedAt });
    }
    if (action === 'watchPresence' || action === 'getPresence') {
      const { presence = [] } = JSON.parse(text) as { presence?: { userId: string; status: string }[] };
      for (const { userId, status } of presence) if (status !== 'unknown') this.#toldOf(to, 'answer', userId);
    }
    if (action === 'sendMessage') {
      const { code } = JSON.parse(text) as { code?: string };
      const { deviceId } = to;
      if (code === 'not_found' || code === 'forbidden')
        this.recorder.add({ kind: 'refused', deviceId, chatId, clientMessageId: requestId, code, askedAt });
    }
  }

  /** Long before its end, a token is no news. */
  #served({ deviceId, tokenEndsAt }: Credentials, what: string, askedAt: number): void {
    if (askedAt < tokenEndsAt - nearEndMs) return;
    this.recorder.add({ kind: 'served', deviceId, what, askedAt, tokenEndsAt });
  }

  #toldOf({ deviceId }: Credentials, how: 'event' | 'answer', userId: string): void {
    this.recorder.add({ kind: 'presenceSent', deviceId, how, userId });
  }

  #sent(
    { deviceId }: Credentials,
    chatId: string,
    { entries, askedAt }: { entries: readonly WireEntry[]; askedAt?: number },
  ): void {
    if (entries.length === 0) return;
    const seqs = entries.map(({ seq }) => seq);
    this.recorder.add({ kind: 'sent', deviceId, chatId, seqs, ...(askedAt !== undefined && { askedAt }) });
  }
}
