import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** dynalite has no types of its own. */
export const decodeDynalite = (module: unknown) => module as (options: object) => Server;

export const decodeAddress = (address: unknown) => address as AddressInfo;
