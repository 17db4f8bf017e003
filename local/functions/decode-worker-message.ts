import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { type FromWorker, type ToWorker, type WorkerSetting } from './worker-messages';

// Both ends of the channel are compiled together at each start: the types need no check at run time.

export const workerSetting = (): WorkerSetting => workerData as WorkerSetting;

export const receive = (): ToWorker | undefined => {
  const received: unknown = parentPort ? receiveMessageOnPort(parentPort) : undefined;
  return (received as { message: ToWorker } | undefined)?.message;
};

export const post = (message: FromWorker): void => parentPort?.postMessage(message);

export const decodeFromWorker = (message: unknown): FromWorker => message as FromWorker;

/** A dynamic import, or a required module, gives whatever the function's author exports. */
export const exportsOf = (module: unknown): Record<string, unknown> =>
  typeof module === 'object' && module !== null ? (module as Record<string, unknown>) : {};

export type Handler = (event: unknown, context: unknown) => unknown;

export const asHandler = (value: unknown): Handler | undefined =>
  typeof value === 'function' ? (value as Handler) : undefined;
