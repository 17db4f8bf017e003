import { memoryOutbox, type OutboxRecord, type OutboxStorage } from '../outbox-storage';
import {
  type DatabaseLike,
  decodePlatform,
  type IndexedDbLike,
  type LocksLike,
  type Platform,
  type RequestLike,
  type StoreLike,
} from './decode-platform';
import { decodeStored, type StoredRecord } from './decode-stored';

const storeName = 'messages';
const idIndex = 'clientMessageId';

/**
 * Keeps unsent messages of a user in the browser, over reloads and crashes. Every tab has its own; what a closed tab has
 * left goes to the next one that connects. `user` is a name for whoever is signed in, never the same for two people.
 * Without IndexedDB or Web Locks (which only pages on https or localhost have) they are kept in memory.
 */
export function indexedDbOutbox(user: string, platform: Platform = decodePlatform()): OutboxStorage {
  const { indexedDB, locks } = platform;
  return indexedDB && locks ? new IndexedDbOutbox(user, indexedDB, locks) : memoryOutbox();
}

class IndexedDbOutbox implements OutboxStorage {
  readonly #name: string;
  readonly #indexedDB: IndexedDbLike;
  readonly #locks: LocksLike;
  /** A lock of this name is held as long as this page lives: what is stored under it is nobody else's. */
  readonly #owner: string;
  #ready: Promise<unknown> | undefined;
  #database: Promise<DatabaseLike> | undefined;

  constructor(user: string, indexedDB: IndexedDbLike, locks: LocksLike) {
    this.#name = `parley-outbox-${user}`;
    this.#indexedDB = indexedDB;
    this.#locks = locks;
    this.#owner = `${this.#name}-${crypto.randomUUID()}`;
  }

  async load(): Promise<OutboxRecord[]> {
    await this.#own();
    return this.#exclusively(async () => {
      const { held = [] } = await this.#locks.query();
      const owners = new Set(held.map(({ name }) => name));
      const claimed: OutboxRecord[] = [];
      await this.#change((store) =>
        readAll(store, (key, { owner, record }) => {
          if (owner !== this.#owner && owners.has(owner)) return;
          if (owner !== this.#owner) store.put({ owner: this.#owner, record }, key);
          claimed.push(record);
        }),
      );
      return claimed;
    });
  }

  async put(record: OutboxRecord): Promise<void> {
    await this.#own();
    await this.#change((store) =>
      withKey(store, record.clientMessageId, (key) => store.put({ owner: this.#owner, record }, key)),
    );
  }

  async remove(clientMessageId: string): Promise<void> {
    await this.#change((store) =>
      withKey(store, clientMessageId, (key) => key !== undefined && store.delete(key)),
    );
  }

  /** Resolves when it is known to the other tabs that this one lives, which they look at one at a time. */
  #own(): Promise<unknown> {
    this.#ready ??= this.#exclusively(
      () =>
        new Promise<void>((resolve) => {
          const forEver = new Promise<never>(() => undefined);
          void this.#locks.request(this.#owner, {}, () => (resolve(), forEver));
        }),
    );
    return this.#ready;
  }

  #exclusively<T>(run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#locks.request(this.#name, {}, () => run().then(resolve, reject)).catch(reject);
    });
  }

  /** Resolves when the disk has what `run` asked for; all of it, or nothing. */
  async #change(run: (store: StoreLike) => void): Promise<void> {
    const database = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(failure(transaction.error));
      run(transaction.objectStore(storeName));
    });
  }

  #open(): Promise<DatabaseLike> {
    this.#database ??= openDatabase(this.#indexedDB, this.#name, () => (this.#database = undefined)).catch(
      (error: unknown) => {
        this.#database = undefined;
        throw error;
      },
    );
    return this.#database;
  }
}

function openDatabase(indexedDB: IndexedDbLike, name: string, onGone: () => void): Promise<DatabaseLike> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore(storeName, { autoIncrement: true });
      store.createIndex(idIndex, `record.${idIndex}`, { unique: true });
    };
    opening.onsuccess = () => {
      const database = opening.result;
      // Somebody deletes it: in the way it would hold them up.
      database.onversionchange = () => (database.close(), onGone());
      resolve(database);
    };
    opening.onerror = () => reject(failure(opening.error));
  });
}

function withKey(store: StoreLike, clientMessageId: string, run: (key: number | undefined) => void): void {
  const asking = store.index(idIndex).getKey(clientMessageId);
  asking.onsuccess = () => run(typeof asking.result === 'number' ? asking.result : undefined);
}

/** In the order of the keys: that in which they were first put. */
function readAll(store: StoreLike, each: (key: number, stored: StoredRecord) => void): void {
  const keys: RequestLike<unknown[]> = store.getAllKeys();
  const values: RequestLike<unknown[]> = store.getAll();
  values.onsuccess = () =>
    keys.result.forEach((key, at) => each(Number(key), decodeStored(values.result[at])));
}

function failure(cause: unknown): Error {
  return new Error('the outbox cannot be stored', { cause });
}
