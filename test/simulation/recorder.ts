import type { Entry } from '../../client';
import type { HistoryEvent, SeenEntry, Send } from '../history/history';
import type { VirtualTime } from './virtual-time';

type Unsaid<Event> = Event extends unknown ? Omit<Event, 'at'> : never;

/** Writes down what is seen, when it is seen. */
export class Recorder {
  readonly events: HistoryEvent[] = [];
  readonly #sends = new Map<string, Send>();

  constructor(private readonly time: Pick<VirtualTime, 'now'>) {}

  add(event: Unsaid<HistoryEvent>): void {
    const recorded = { at: this.time.now(), ...event };
    this.events.push(recorded);
    if (recorded.kind === 'send') this.#sends.set(recorded.clientMessageId, recorded);
  }

  /** From now on the message outlives the client: it is on the disk. */
  isKept(clientMessageId: string): void {
    const send = this.#sends.get(clientMessageId);
    if (send) send.isKept = true;
  }
}

export function asSeen({ seq, senderId, clientMessageId, contentType, content }: Entry): SeenEntry {
  const isMessage = contentType === 'TEXT' || contentType === 'EVENT';
  return { seq, senderId, clientMessageId, body: isMessage ? content : JSON.stringify(content) };
}
