import { responseTimeoutMs } from '../protocol/connecting';
import { asParleyError } from './parley-error';
import { type Requests } from './requests';
import { type Timers } from './timers';

export interface HeartbeatOptions {
  requests: Requests;
  timers: Timers;
  random: () => number;
  periodMs: number;
  /** A ping got no answer in time. */
  onDead: () => void;
}

export interface Heartbeat {
  /** Pings now instead of when it is time, unless a ping is under way. */
  check(): void;
  stop(): void;
}

/**
 * Pings until it is stopped. Any answer is a sign of life, a refusal too; only silence is death. But a refused ping
 * renews no lease, which ends half a period later unless it is configured otherwise: the next three tries come within
 * that, then they are as rare as ever, because what refuses may be short of room.
 */
export function startHeartbeat({ requests, timers, random, periodMs, onDead }: HeartbeatOptions): Heartbeat {
  let cancel: () => void = () => undefined;
  let isStopped = false;
  let isAsking = false;
  let refusals = 0;
  const next = (delayMs: number) => {
    isAsking = false;
    if (!isStopped) cancel = timers.after(delayMs, ping);
  };
  const answered = () => {
    refusals = 0;
    next(periodMs);
  };
  const ping = () => {
    if (isStopped || isAsking) return;
    isAsking = true;
    cancel();
    const startedAt = timers.now();
    requests.exchange('ping', {}).then(answered, (error: unknown) => {
      // The gateway's own error frame is `no_answer` too, but it comes sooner, and somebody sent it.
      const isSilent =
        asParleyError(error).code === 'no_answer' && timers.now() - startedAt >= responseTimeoutMs;
      if (!isSilent) next(retryMs(periodMs, (refusals += 1), random));
      else if (!isStopped) onDead();
    });
  };
  answered();
  const stop = () => {
    isStopped = true;
    cancel();
  };
  return { check: ping, stop };
}

/** Half to all of a sixteenth of the period, an eighth … the whole: clients refused at one moment do not return at one. */
function retryMs(periodMs: number, refusals: number, random: () => number): number {
  return periodMs * 2 ** Math.min(0, refusals - 5) * (0.5 + random() / 2);
}
