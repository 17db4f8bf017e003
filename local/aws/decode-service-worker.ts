import { createRequire } from 'node:module';
import { type AddressInfo } from 'node:net';
import { type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';
import { type QueueClass } from './due-timers';

// dynalite has no types, and fauxqs is loaded by its path: this file says what is used of each.

export interface ServiceSetting {
  readonly entry: string;
  readonly region: string;
  /** Where it keeps its data; without one in memory. */
  readonly folder?: string | undefined;
}

export const serviceSetting = (): ServiceSetting => workerData as ServiceSetting;

type Dynalite = (options: Record<string, number | string>) => Server;

interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
}

interface Fauxqs {
  readonly buildApp: (options: { logger: boolean; defaultRegion: string }) => {
    readonly server: Server;
    listen(options: { host: string; port: number }): Promise<string>;
  };
}

export const loadDynalite = (entry: string): Dynalite => createRequire(entry)(entry) as Dynalite;

/** The database that dynalite uses on disk. */
export const loadLevel = (entry: string): new (folder: string) => Level =>
  (createRequire(entry)('level') as { Level: new (folder: string) => Level }).Level;

export const loadFauxqs = async (entry: string): Promise<Fauxqs> =>
  (await import(pathToFileURL(entry).href)) as Fauxqs;

/** The class of fauxqs's queues, the same that its app uses. */
export const loadQueueClass = async (entry: string): Promise<QueueClass> => {
  const file = pathToFileURL(join(dirname(entry), 'sqs/sqsStore.js')).href;
  return ((await import(file)) as { SqsQueue: QueueClass }).SqsQueue;
};

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
