import { Worker } from 'node:worker_threads';
import { LocalError } from '../local-error';
import { packageEntry } from '../package-folder';

export interface ServiceThread {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Starts an emulator package in a thread of its own and waits until it listens. */
export const startService = (name: string, code: string, region: string): Promise<ServiceThread> => {
  const worker = new Worker(code, {
    eval: true,
    name,
    execArgv: [],
    env: { AWS_ACCOUNT_ID: '000000000000', AWS_REGION: region },
    workerData: { entry: packageEntry(name), region },
  });
  return new Promise((resolve, reject) => {
    worker.once('error', (error: Error) => reject(new LocalError(`${name} did not start: ${error.message}`)));
    worker.once('message', (port: number) => {
      const stop = async (): Promise<void> => {
        await worker.terminate();
      };
      resolve({ port, stop });
    });
  });
};
