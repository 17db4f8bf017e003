import { readSync, writeSync } from 'node:fs';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { messageReceiver } from './message-receiver';
import { type FromWorker, type ThreadData, type ToWorker, type WorkerSetting } from './worker-messages';

// Both ends of a channel are compiled together at each start: the types need no check at run time.

/** How the inside of an environment talks to the host. Receiving blocks: nothing runs until the next event. */
export interface WorkerChannel {
  readonly setting: WorkerSetting;
  receive(): ToWorker;
  post(message: FromWorker): void;
}

const threadChannel = (): WorkerChannel => {
  const { setting, counter } = workerData as ThreadData;
  const take = (): ToWorker | undefined => {
    const received: unknown = parentPort ? receiveMessageOnPort(parentPort) : undefined;
    return (received as { message: ToWorker } | undefined)?.message;
  };
  const receive = messageReceiver(counter, take);
  return { setting, receive, post: (message) => parentPort?.postMessage(message) };
};

const IN = 3;
const OUT = 4;
const CHUNK_BYTES = 65_536;

/** Reads one line at a time from a pipe; the end of the pipe means that the host is gone. */
const lineReader = (): (() => string) => {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let parts: Buffer[] = [];
  return () => {
    for (;;) {
      const length = readSync(IN, chunk);
      if (length === 0) process.exit(0);
      const part = Buffer.from(chunk.subarray(0, length));
      parts.push(part);
      // The host sends the next line only when this one is answered: a line end can only come last.
      if (part.at(-1) !== 10) continue;
      const line = Buffer.concat(parts).toString();
      parts = [];
      return line;
    }
  };
};

const writeAll = (text: string): void => {
  const bytes = Buffer.from(text);
  for (let sent = 0; sent < bytes.length;) sent += writeSync(OUT, bytes, sent);
};

const processChannel = (): WorkerChannel => {
  const readLine = lineReader();
  return {
    setting: JSON.parse(readLine()) as WorkerSetting,
    receive: () => JSON.parse(readLine()) as ToWorker,
    post: (message) => writeAll(`${JSON.stringify(message)}\n`),
  };
};

export const workerChannel = (): WorkerChannel => (parentPort ? threadChannel() : processChannel());

export const decodeFromWorker = (message: unknown): FromWorker => message as FromWorker;

export const decodeFromWorkerLine = (line: string): FromWorker => JSON.parse(line) as FromWorker;
