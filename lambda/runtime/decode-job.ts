import type { PushFailure } from '../domain/heed-push-failure';
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

/** SNS's event of a delivery that failed for good. What is none throws, and ends among the dead letters. */
export function decodePushFailure(body: string): PushFailure {
  const { EndpointArn: endpointArn, FailureType: reason } = JSON.parse(body) as Record<string, unknown>;
  if (typeof endpointArn !== 'string')
    throw new Error('unable to read an event of SNS; it names no endpoint');
  return { endpointArn, reason: typeof reason === 'string' ? reason : 'unknown' };
}
