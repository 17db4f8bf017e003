import type { Body, History, HistoryEvent, SeenEntry, StoredEntry } from './history';

type Unsaid<E> = E extends unknown ? Omit<E, 'at'> : never;

/**
 * Makes histories by hand. It begins with a group `chat` of alice (a phone `alice-1` and a laptop `alice-2`), bob
 * (`bob-1`) and carol, who has a phone that is offline (`carol-1`); all but carol are connected. Faults end at 10,000 ms.
 */
export class HandMadeHistory {
  readonly history: History = {
    promises: { liveWithinMs: 15_000, pushWithinMs: 15_000 },
    faultsEndedAt: 10_000,
    endedAt: 60_000,
    devices: [
      { deviceId: 'alice-1', userId: 'alice', hasPush: true },
      { deviceId: 'alice-2', userId: 'alice', hasPush: false },
      { deviceId: 'bob-1', userId: 'bob', hasPush: false },
      { deviceId: 'carol-1', userId: 'carol', hasPush: true },
    ],
    events: [],
    logs: {},
    leftOvers: { timers: 0 },
  };

  constructor() {
    for (const deviceId of ['alice-1', 'alice-2', 'bob-1', 'carol-1'])
      this.at(0, { kind: 'started', deviceId });
    for (const deviceId of ['alice-1', 'alice-2', 'bob-1']) this.at(1, { kind: 'connected', deviceId });
    const body = {
      kind: 'created' as const,
      chatType: 'GROUP' as const,
      title: 'x',
      members: ['alice', 'bob', 'carol'],
    };
    this.send(2, ['alice-1', 'create'], body).store(2, ['alice', 'create'], body);
    this.settle(3, ['alice-1', 'create'], 1);
    this.seeAll(4, 1);
  }

  at(at: number, event: Unsaid<HistoryEvent>): this {
    this.history.events.push({ at, ...event });
    return this;
  }

  send(
    at: number,
    [deviceId, clientMessageId]: readonly [string, string],
    body: Body = clientMessageId,
  ): this {
    const isKept = typeof body === 'string';
    return this.at(at, { kind: 'send', deviceId, chatId: 'chat', clientMessageId, body, isKept });
  }

  settle(at: number, [deviceId, clientMessageId]: readonly [string, string], seq: number): this {
    return this.at(at, { kind: 'settled', deviceId, clientMessageId, outcome: 'stored', seq });
  }

  /** The next entry of the log. */
  store(
    committedAt: number,
    [senderId, clientMessageId]: readonly [string, string],
    body: Body = clientMessageId,
  ): this {
    const log = this.log;
    log.push({ seq: log.length + 1, senderId, clientMessageId, body, committedAt });
    return this;
  }

  get log(): StoredEntry[] {
    return (this.history.logs['chat'] ??= []);
  }

  see(
    at: number,
    [deviceId, entry]: readonly [string, number | SeenEntry],
    how: 'live' | 'history' = 'live',
  ): this {
    const { seq, senderId, clientMessageId, body } =
      typeof entry === 'number' ? this.log.find(({ seq }) => seq === entry)! : entry;
    const seen = { seq, senderId, clientMessageId, body };
    return this.at(at, { kind: 'seen', deviceId, chatId: 'chat', how, entry: seen });
  }

  /** All who are connected get it, and carol a push; she sees it when all is over. */
  seeAll(at: number, seq: number): this {
    for (const deviceId of ['alice-1', 'alice-2', 'bob-1']) this.see(at, [deviceId, seq]);
    return this.pushCarol(at, seq);
  }

  pushCarol(at: number, seq: number): this {
    return this.at(at, { kind: 'pushed', deviceId: 'carol-1', chatId: 'chat', seq });
  }

  /** One message from asking to the end. */
  say(at: number, deviceId: string, clientMessageId: string): this {
    const seq = this.log.length + 1;
    this.send(at, [deviceId, clientMessageId]).store(at + 1, [deviceId.split('-')[0]!, clientMessageId]);
    return this.settle(at + 2, [deviceId, clientMessageId], seq).seeAll(at + 3, seq);
  }

  /** Carol looks at everything in the end. */
  end(): History {
    for (const { seq } of this.log) this.see(61_000, ['carol-1', seq], 'history');
    return this.history;
  }
}
