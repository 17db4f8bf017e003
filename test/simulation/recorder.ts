import type { Entry } from '../../client';
import type { Body, HistoryEvent, SeenEntry } from '../history/history';
import type { VirtualTime } from './virtual-time';

type Unsaid<Event> = Event extends unknown ? Omit<Event, 'at'> : never;

/** Writes down what is seen, when it is seen. */
export class Recorder {
  readonly events: HistoryEvent[] = [];

  constructor(private readonly time: Pick<VirtualTime, 'now'>) {}

  add(event: Unsaid<HistoryEvent>): void {
    this.events.push({ at: this.time.now(), ...event });
  }
}

export function asSeen({ seq, senderId, clientMessageId, contentType, content }: Entry): SeenEntry {
  const isMessage = contentType === 'TEXT' || contentType === 'EVENT';
  return { seq, senderId, clientMessageId, body: isMessage ? (content as Body) : JSON.stringify(content) };
}
