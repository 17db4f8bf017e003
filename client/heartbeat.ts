import { responseTimeoutMs } from '../protocol';
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

/** Pings until it is stopped. Any answer is a sign of life, a refusal too; only silence is death. */
export function startHeartbeat({ requests, timers, periodMs, onDead }: HeartbeatOptions): () => void {
  let cancel: () => void = () => undefined;
  let isStopped = false;
  const next = () => {
    if (!isStopped) cancel = timers.after(periodMs, ping);
  };
  const ping = () => {
    const startedAt = timers.now();
    requests.exchange('ping', {}).then(next, (error: unknown) => {
      if (isStopped) return;
      // The gateway's own error frame is `no_answer` too, but it comes sooner, and somebody sent it.
      const isSilent =
        asParleyError(error).code === 'no_answer' && timers.now() - startedAt >= responseTimeoutMs;
      if (isSilent) onDead();
      else next();
    });
  };
  next();
  return () => {
    isStopped = true;
    cancel();
  };
}
