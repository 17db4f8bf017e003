import { type Invocation } from './invocation';
import { type FromWorker, type WorkerSetting } from './worker-messages';

export interface SandboxSetting {
  readonly worker: WorkerSetting;
  /** The whole environment of the function. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface SandboxListener {
  onMessage(message: FromWorker): void;
  onOutput(text: string): void;
  /** The reason as Lambda words it, such as `exit status 1` or `signal: killed`; undefined for exit status 0. */
  onExit(reason: string | undefined): void;
}

/** What holds a running function: a thread or a child process. */
export interface Sandbox {
  readonly id: number;
  send(invocation: Invocation): void;
  pause(): void;
  resume(): void;
  /** Resolves when it is gone. */
  kill(): Promise<void>;
}

export type StartSandbox = (setting: SandboxSetting, listener: SandboxListener) => Sandbox;

export const exitReason = (code: number | null, signal?: string | null): string | undefined => {
  if (signal === 'SIGKILL') return 'signal: killed';
  if (signal === 'SIGABRT') return 'signal: aborted';
  if (signal) return `signal: ${signal.slice(3).toLowerCase()}`;
  return code === 0 ? undefined : `exit status ${code ?? 1}`;
};

/** Node.js of Lambda takes these shares of a function's memory for the old and the young generation. */
export const heapLimits = (memoryMb: number): { readonly oldMb: number; readonly youngMb: number } => ({
  oldMb: Math.floor(memoryMb * 0.9),
  youngMb: Math.max(1, Math.floor(memoryMb * 0.05)),
});
