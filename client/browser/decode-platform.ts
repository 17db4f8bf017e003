import { type Page } from '../decode-page';
import { type WebSocketConstructor } from '../socket';

/** The parts of a browser's interfaces that the client uses. Absent where they are not offered. */
export interface Platform {
  readonly indexedDB?: IndexedDbLike;
  readonly locks?: LocksLike;
  readonly channel?: new (name: string) => ChannelLike;
  readonly webSocket?: WebSocketConstructor;
  readonly document?: Page['document'];
}

/** A BroadcastChannel: what one says, all others of its name hear. */
export interface ChannelLike {
  postMessage(message: unknown): void;
  close(): void;
  onmessage: ((event: { data: unknown }) => void) | null;
}

export interface LocksLike {
  /** `steal`: takes it from whoever holds it, whose request then fails. `shared`: several may have it at a time. */
  request(
    name: string,
    options: { steal?: boolean; mode?: 'shared' },
    run: () => Promise<unknown>,
  ): Promise<unknown>;
  query(): Promise<{ held?: { name?: string }[] }>;
}

export interface RequestLike<T> {
  readonly result: T;
  readonly error: unknown;
  onsuccess: (() => void) | null;
  onerror: (() => void) | null;
}

export interface OpenRequestLike extends RequestLike<DatabaseLike> {
  onupgradeneeded: (() => void) | null;
}

export interface IndexedDbLike {
  open(name: string, version: number): OpenRequestLike;
}

export interface DatabaseLike {
  createObjectStore(
    name: string,
    options: { autoIncrement: true },
  ): { createIndex(name: string, path: string, options: { unique: true }): unknown };
  transaction(name: string, mode: 'readwrite', options: { durability: 'strict' }): TransactionLike;
  close(): void;
  onversionchange: (() => void) | null;
}

export interface TransactionLike {
  objectStore(name: string): StoreLike;
  commit(): void;
  readonly error: unknown;
  oncomplete: (() => void) | null;
  onabort: (() => void) | null;
}

export interface StoreLike {
  put(value: unknown, key?: number): RequestLike<unknown>;
  delete(key: number): unknown;
  getAll(): RequestLike<unknown[]>;
  getAllKeys(): RequestLike<unknown[]>;
}

/** What this browser offers. Locks come with secure pages alone: https, or localhost. */
export function decodePlatform(): Platform {
  const { indexedDB, navigator, BroadcastChannel, WebSocket, document } = globalThis as {
    indexedDB?: IndexedDbLike;
    navigator?: { locks?: LocksLike };
    BroadcastChannel?: new (name: string) => ChannelLike;
    WebSocket?: WebSocketConstructor;
    document?: Page['document'];
  };
  return {
    ...(indexedDB && { indexedDB }),
    ...(navigator?.locks && { locks: navigator.locks }),
    ...(BroadcastChannel && { channel: BroadcastChannel }),
    ...(WebSocket && { webSocket: WebSocket }),
    ...(document && { document }),
  };
}
