import { responseTimeoutMs } from '../protocol/connecting';
import { asParleyError } from './parley-error';
import { type Requests } from './requests';
import { type Timers } from './timers';

export interface HeartbeatOptions {
  requests: Requests;
  timers: Timers;
  periodMs: number;
  /** A ping got no answer in time. */
  onDead: () => void;
}

export interface Heartbeat {
  /** Pings now instead of when it is time, unless a ping is under way. */
  check(): void;
  stop(): void;
}

/** Pings until it is stopped. Any answer is a sign of life, a refusal too; only silence is death. */
export function startHeartbeat({ requests, timers, periodMs, onDead }: HeartbeatOptions): Heartbeat {
  let cancel: () => void = () => undefined;
  let isStopped = false;
  let isAsking = false;
  const next = () => {
    isAsking = false;
    if (!isStopped) cancel = timers.after(periodMs, ping);
  };
  const ping = () => {
    if (isStopped || isAsking) return;
    isAsking = true;
    cancel();
    const startedAt = timers.now();
    requests.exchange('ping', {}).then(next, (error: unknown) => {
      // The gateway's own error frame is `no_answer` too, but it comes sooner, and somebody sent it.
      const isSilent =
        asParleyError(error).code === 'no_answer' && timers.now() - startedAt >= responseTimeoutMs;
      if (!isSilent) next();
      else if (!isStopped) onDead();
    });
  };
  next();
  const stop = () => {
    isStopped = true;
    cancel();
  };
  return { check: ping, stop };
}
