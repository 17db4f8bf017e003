import { type FunctionError, type Invocation } from './invocation';
import { type LocalHosts } from './local-hosts';

export interface WorkerSetting {
  readonly codeFolder: string;
  readonly handler: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly memoryMb: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly localHosts: LocalHosts;
}

/** What a worker thread starts with. */
export interface ThreadData {
  readonly setting: WorkerSetting;
  /** Counts the events handed over: the frozen thread sleeps on it. */
  readonly counter: Int32Array<SharedArrayBuffer>;
}

export type ToWorker = Invocation;

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'init-failed'; readonly error: FunctionError }
  | { readonly type: 'log'; readonly text: string }
  | { readonly type: 'result'; readonly requestId: string; readonly payload: string }
  | { readonly type: 'failed'; readonly requestId: string; readonly error: FunctionError }
  /** The same, and the environment ends with it: no event may follow. */
  | { readonly type: 'died'; readonly requestId: string; readonly error: FunctionError };
