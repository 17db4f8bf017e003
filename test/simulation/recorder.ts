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
    if (recorded.kind === 'send') this.#keep(recorded);
  }

  /** From now on the message outlives the client: it is on the disk. */
  isKept(clientMessageId: string): void {
    const send = this.#sends.get(clientMessageId);
    if (send) send.isKept = true;
  }

  /** Under one id of a device, what became of one wish would be taken for what became of the other. */
  #keep(send: Send): void {
    const { clientMessageId, deviceId } = send;
    if (this.#sends.get(clientMessageId)?.deviceId === deviceId)
      throw new Error(`two wishes of ${deviceId} have the id ${clientMessageId}`);
    this.#sends.set(clientMessageId, send);
  }
}

export function asSeen({ seq, senderId, clientMessageId, contentType, content }: Entry): SeenEntry {
  const isMessage = contentType === 'TEXT' || contentType === 'EVENT';
  return { seq, senderId, clientMessageId, body: isMessage ? content : JSON.stringify(content) };
}
