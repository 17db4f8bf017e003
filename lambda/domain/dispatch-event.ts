import type { EntryEvent } from '../../protocol';
import { type Audience, deliverEvent, type DeliveryPorts, type EventPorts } from './deliver-event';
import { sliceItems } from './slice-items';

/** inlineFanOutLimit: recipients up to which the event is posted here; more are left to the fan-out worker. */
interface Inline {
  inlineFanOutLimit: number;
}

/** What it takes to dispatch events of a chat: they are never pushed. */
export type EventDispatchPorts = EventPorts & Inline;

export type DispatchPorts = DeliveryPorts & Inline;

type AnyPorts = EventDispatchPorts & Partial<DispatchPorts>;

/** One worker reads their sockets with one call, and posts to them within seconds even if each has several devices. */
const recipientsPerSlice = 50;

/**
 * Sends an event on its way to all who shall see it, the sender's other devices among them. When it returns, every
 * live socket has got the event or a job in a queue will see to it, and those without one are due a push. Few recipients
 * are posted to here, many are handed to the fan-out queue in slices: the sender waits for one call either way.
 * Throws if it could neither post nor queue; dispatching again is safe, because clients drop a seq that they have.
 */
export async function dispatchEvent(
  ports: EventDispatchPorts,
  event: Extract<EntryEvent, { type: 'chat' }>,
  audience: Audience,
): Promise<void>;
export async function dispatchEvent(
  ports: DispatchPorts,
  event: EntryEvent,
  audience: Audience,
): Promise<void>;
export async function dispatchEvent(ports: AnyPorts, event: EntryEvent, audience: Audience): Promise<void> {
  try {
    await postOrQueue(ports, event, audience);
  } catch (error) {
    ports.runtime.count('dispatch_failed');
    throw error;
  }
}

async function postOrQueue(
  ports: AnyPorts,
  event: EntryEvent,
  { userIds, exceptConnectionId }: Audience,
): Promise<void> {
  const senderId = event.type === 'message' ? event.message.senderId : event.change.senderId;
  const recipients = userIds.filter((userId) => userId !== senderId).length;
  if (recipients <= ports.inlineFanOutLimit) {
    await deliverEvent(ports, event, { userIds, exceptConnectionId });
    return;
  }
  const jobs = sliceItems(userIds, recipientsPerSlice).map((slice) => ({
    kind: 'slice' as const,
    event,
    userIds: slice,
    exceptConnectionId,
  }));
  await ports.queue.put(jobs, 0);
}
