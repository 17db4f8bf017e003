import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LocalError } from '../local-error';
import { packageEntry } from '../package-folder';

export interface ServiceThread {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

interface Setting {
  readonly region: string;
  /** Where the emulator keeps its data, if it can. @default in memory */
  readonly folder?: string | undefined;
}

const CLOSE_MS = 2000;

/** What is on disk is closed first, so that the next start can open it. */
const close = async (worker: Worker): Promise<void> => {
  const exited = once(worker, 'exit');
  const timer = setTimeout(() => void worker.terminate(), CLOSE_MS);
  worker.postMessage('close');
  await exited;
  clearTimeout(timer);
};

const reasonOf = ({ message, cause }: Error): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause
    ? `${message}: ${String(cause.message)}`
    : message;

/** Starts an emulator package in a thread of its own and waits until it listens. */
export const startService = (
  name: string,
  code: string,
  { region, folder }: Setting,
): Promise<ServiceThread> => {
  const worker = new Worker(code, {
    eval: true,
    name,
    execArgv: [],
    env: { AWS_ACCOUNT_ID: '000000000000', AWS_REGION: region },
    workerData: { entry: packageEntry(name), region, folder },
  });
  return new Promise((resolve, reject) => {
    worker.once('error', (error: Error) =>
      reject(new LocalError(`${name} did not start: ${reasonOf(error)}`)),
    );
    worker.once('message', (port: number) => {
      const stop = async (): Promise<void> => {
        if (folder === undefined) await worker.terminate();
        else await close(worker);
      };
      resolve({ port, stop });
    });
  });
};
