import { responseTimeoutMs } from '../../protocol/connecting';
import { openSocket, type Socket, type WebSocketConstructor } from '../socket';
import { type Clock } from '../timers';
import {
  type AnswerFrame,
  type ClientRequest,
  decodeAnswerFrame,
  decodeAnswerOf,
  decodeRequest,
} from './decode-tab';
import { echoesOf } from './own-echo';

/** One who rides on a shared socket. */
export interface Rider {
  readonly id: string;
  /** Of another tab. */
  readonly isRemote: boolean;
  receive(text: string): void;
  /** The ride is over; `code` as a WebSocket closes with. */
  end(code: number | undefined): void;
}

export interface SharedSocketOptions {
  readonly url: string;
  readonly protocols: string[];
  readonly webSocket: WebSocketConstructor;
  readonly clock: Clock;
  onOpen(): void;
  /** Once: the network or the server has ended it, or nobody rides on it any more. */
  onEnd(code: number | undefined): void;
}

type OnAnswer = (answer: AnswerFrame) => void;

/** How long it serves those who are to move to another one: as long as they need for it, and their answers to come. */
const lingerMs = 15_000;

/** The part of the heartbeat's period for which the answer to one ping does for the pings of all tabs. */
const pongShare = 0.75;

/**
 * The one real socket, and all who ride on it. Answers go to whoever asked; everything else goes to all, and so does
 * what one of them has done, which the server tells to other sockets alone.
 */
export class SharedSocket {
  readonly id = crypto.randomUUID();
  readonly #options: SharedSocketOptions;
  readonly #socket: Socket;
  readonly #riders = new Map<string, Rider>();
  readonly #inFlight = new Map<string, OnAnswer>();
  #isLive = true;
  #count = 0;
  #userId = '';
  #heartbeatMs = 0;
  #pong: { readonly answer: AnswerFrame; readonly at: number } | undefined;
  /** When something was sent since the server was last heard of. */
  #silentSince: number | undefined;
  #cancelLinger: () => void = () => undefined;

  constructor(options: SharedSocketOptions) {
    this.#options = options;
    const { webSocket: WebSocket, url, protocols } = options;
    this.#socket = openSocket(() => new WebSocket(url, protocols), {
      onOpen: () => options.onOpen(),
      onData: (data) => typeof data === 'string' && this.#receive(data),
      onClose: (code) => this.end(code),
      onRenew: () => undefined,
    });
  }

  add(rider: Rider): void {
    this.#riders.set(rider.id, rider);
  }

  /** What it has asked for is still told to the others. */
  remove(riderId: string): void {
    this.#riders.delete(riderId);
    if (this.#riders.size === 0) this.end(undefined);
    else this.#look();
  }

  send(riderId: string, text: string): void {
    const rider = this.#riders.get(riderId);
    if (!rider || !this.#look()) return;
    const request = decodeRequest(text);
    const answer = (frame: AnswerFrame) =>
      rider.receive(JSON.stringify({ ...frame, requestId: request.requestId }));
    const pong = this.#freshPong();
    if (request.action === 'ping' && rider.isRemote && pong) return answer(pong);
    this.#ask(request, (frame) => {
      if (this.#riders.has(riderId)) answer(frame);
      this.#learn(request, frame);
      this.#echo(request, frame, riderId);
    });
  }

  /** Another one is there: those who ride on this one are given time to move. */
  linger(): void {
    if (!this.#isLive) return;
    this.#cancelLinger();
    this.#cancelLinger = this.#options.clock.after(lingerMs, () => this.end(undefined));
  }

  end(code: number | undefined): void {
    if (!this.#isLive) return;
    this.#isLive = false;
    this.#cancelLinger();
    this.#socket.close();
    const riders = [...this.#riders.values()];
    this.#riders.clear();
    for (const rider of riders) rider.end(code);
    this.#options.onEnd(code);
  }

  /** Whether it lives. A throttled tab has no timer in time to find out that nobody answers; whoever asks again does. */
  #look(): boolean {
    const silentMs = this.#options.clock.now() - (this.#silentSince ?? Infinity);
    if (silentMs > responseTimeoutMs) this.end(undefined);
    return this.#isLive;
  }

  /** Two riders may use one requestId: on the wire every request has its own. */
  #ask(request: ClientRequest, onAnswer: OnAnswer): void {
    this.#count += 1;
    const requestId = `s${this.#count}`;
    this.#inFlight.set(requestId, onAnswer);
    this.#silentSince ??= this.#options.clock.now();
    this.#socket.send(JSON.stringify({ ...request, requestId }));
  }

  #receive(text: string): void {
    this.#silentSince = undefined;
    const answer = decodeAnswerFrame(text);
    const onAnswer = answer && this.#inFlight.get(answer.requestId);
    if (!onAnswer) return this.#tell(text);
    this.#inFlight.delete(answer.requestId);
    onAnswer(answer);
  }

  #tell(text: string, exceptId?: string): void {
    for (const rider of [...this.#riders.values()]) if (rider.id !== exceptId) rider.receive(text);
  }

  #learn(request: ClientRequest, answer: AnswerFrame): void {
    if (answer.type !== 'ok') return;
    if (request.action === 'ping') this.#pong = { answer, at: this.#options.clock.now() };
    if (request.action !== 'hello') return;
    const { userId, heartbeatSeconds } = decodeAnswerOf(request.action, answer);
    this.#userId = userId;
    this.#heartbeatMs = heartbeatSeconds * 1000;
  }

  #freshPong(): AnswerFrame | undefined {
    const age = this.#options.clock.now() - (this.#pong?.at ?? -Infinity);
    return age < this.#heartbeatMs * pongShare ? this.#pong?.answer : undefined;
  }

  #echo(request: ClientRequest, answer: AnswerFrame, riderId: string): void {
    for (const event of echoesOf(request, answer, this.#userId)) this.#tell(JSON.stringify(event), riderId);
    if (request.action === 'createChat' && answer.type === 'ok') this.#echoCreation(answer, riderId);
  }

  /** The answer does not bring the entry that made the chat, which is asked for. One that was there before is no news. */
  #echoCreation(answer: AnswerFrame, riderId: string): void {
    const { chat } = decodeAnswerOf('createChat', answer);
    if (chat.lastSeq !== 1 || this.#riders.size < 2) return;
    const { chatId } = chat;
    this.#ask({ action: 'getMessages', requestId: '', chatId, before: 2, limit: 1 }, (page) => {
      if (page.type !== 'ok') return;
      const [change] = decodeAnswerOf('getMessages', page).messages;
      if (change) this.#tell(JSON.stringify({ type: 'chat', chat, change }), riderId);
    });
  }
}
