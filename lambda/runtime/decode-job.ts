import type { DeliveryCheck, FanOutJob, PushJob } from '../domain/ports';
import type { PresenceChange, SocketId } from '../domain/presence';

/** Jobs are written by our own functions alone, so their shape is taken on trust. */
export function decodeJob(body: string): FanOutJob {
  return JSON.parse(body) as FanOutJob;
}

export function decodeCheck(body: string): DeliveryCheck {
  return JSON.parse(body) as DeliveryCheck;
}

export function decodePush(body: string): PushJob {
  return JSON.parse(body) as PushJob;
}

export function decodePresenceChange(body: string): PresenceChange {
  return JSON.parse(body) as PresenceChange;
}

export function decodeLostSockets(body: string): SocketId[] {
  return JSON.parse(body) as SocketId[];
}
