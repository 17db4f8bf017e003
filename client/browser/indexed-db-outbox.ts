import { memoryOutbox, type OutboxRecord, type OutboxStorage } from '../outbox-storage';
import {
  type DatabaseLike,
  decodePlatform,
  type IndexedDbLike,
  type Platform,
  type RequestLike,
  type StoreLike,
} from './decode-platform';
import { decodeStored, type StoredRecord } from './decode-stored';
import { OutboxTabs } from './outbox-tabs';

const storeName = 'messages';
const idIndex = 'clientMessageId';

/**
 * Keeps unsent messages of a user in the browser, over reloads and crashes. Every tab has its own; what a closed tab has
 * left goes to another one that is open, or to the next one. `user` is a name for whoever is signed in, never the same for
 * two people; it may be a function, such as `() => client.userId`, that is asked when the client is connected for the first
 * time. Without IndexedDB or Web Locks (which only pages on https or localhost have) they are kept in memory.
 */
export function indexedDbOutbox(
  user: string | (() => string),
  platform: Platform = decodePlatform(),
): OutboxStorage {
  const { indexedDB, locks, channel } = platform;
  return indexedDB && locks
    ? new IndexedDbOutbox({ user, indexedDB, tabs: new OutboxTabs(locks, channel) })
    : memoryOutbox();
}

interface IndexedDbOutboxOptions {
  user: string | (() => string);
  indexedDB: IndexedDbLike;
  tabs: OutboxTabs;
}

class IndexedDbOutbox implements OutboxStorage {
  readonly #options: IndexedDbOutboxOptions;
  #name: string | undefined;
  #database: Promise<DatabaseLike> | undefined;

  constructor(options: IndexedDbOutboxOptions) {
    this.#options = options;
  }

  attach(onLeft: () => void): () => void {
    return this.#options.tabs.attach(onLeft);
  }

  async load(): Promise<OutboxRecord[]> {
    const self = await this.#enter();
    return this.#options.tabs.withOthers(async (others) => {
      const claimed: OutboxRecord[] = [];
      await this.#change((store) =>
        readAll(store, (key, { owner, record }) => {
          if (others.has(owner)) return;
          if (owner !== self) store.put({ owner: self, record }, key);
          claimed.push(record);
        }),
      );
      return claimed;
    });
  }

  async put(record: OutboxRecord): Promise<void> {
    const self = await this.#enter();
    await this.#change((store) =>
      withKey(store, record.clientMessageId, (key) => store.put({ owner: self, record }, key)),
    );
  }

  async remove(clientMessageId: string): Promise<void> {
    await this.#change((store) =>
      withKey(store, clientMessageId, (key) => key !== undefined && store.delete(key)),
    );
  }

  /** Under what name this tab stores. */
  #enter(): Promise<string> {
    return this.#options.tabs.enter(this.#storeName);
  }

  get #storeName(): string {
    const { user } = this.#options;
    return (this.#name ??= `parley-outbox-${typeof user === 'string' ? user : user()}`);
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
    this.#database ??= openDatabase(
      this.#options.indexedDB,
      this.#storeName,
      () => (this.#database = undefined),
    ).catch((error: unknown) => {
      this.#database = undefined;
      throw error;
    });
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
