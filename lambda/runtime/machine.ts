import { setTimeout } from 'node:timers/promises';
import type { Runtime } from '../domain/ports';
import { log } from './log';

/** The real clock, timers, randomness and log. */
export const machine: Runtime = {
  now: Date.now,
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: Math.random,
  report: (message, cause) => log.warn(message, { cause: cause instanceof Error ? cause : String(cause) }),
};
