import { createRequire } from 'node:module';
import { type AddressInfo } from 'node:net';
import { type Server } from 'node:http';
import { pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';

// dynalite has no types, and fauxqs is loaded by its path: this file says what is used of each.

export interface ServiceSetting {
  readonly entry: string;
  readonly region: string;
}

export const serviceSetting = (): ServiceSetting => workerData as ServiceSetting;

type Dynalite = (options: Record<string, number>) => Server;

interface Fauxqs {
  readonly buildApp: (options: { logger: boolean; defaultRegion: string }) => {
    readonly server: Server;
    listen(options: { host: string; port: number }): Promise<string>;
  };
}

export const loadDynalite = (entry: string): Dynalite => createRequire(entry)(entry) as Dynalite;

export const loadFauxqs = async (entry: string): Promise<Fauxqs> =>
  (await import(pathToFileURL(entry).href)) as Fauxqs;

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
