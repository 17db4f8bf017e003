import { memoryOutbox, type OutboxRecord, type OutboxStorage } from '../outbox-storage';
import {
  type DatabaseLike,
  decodePlatform,
  type IndexedDbLike,
  type Platform,
  type RequestLike,
  type StoreLike,
  type TransactionLike,
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
  /** Where the records are that are known to be there. */
  readonly #keys = new Map<string, number>();

  constructor(options: IndexedDbOutboxOptions) {
    this.#options = options;
  }

  attach(onLeft: () => void): () => void {
    return this.#options.tabs.attach(onLeft);
  }

  async load(): Promise<OutboxRecord[]> {
    const self = await this.#enter();
    return this.#options.tabs.withOthers(async (others) => {
      let claimed: OutboxRecord[] = [];
      await this.#change((store) => {
        claimed = [];
        readAll(store, (key, { owner, record }) => {
          if (others.has(owner)) return;
          if (owner !== self) store.put({ owner: self, record }, key);
          this.#keys.set(record.clientMessageId, key);
          claimed.push(record);
        });
      });
      return claimed;
    });
  }

  async put(record: OutboxRecord): Promise<void> {
    const self = await this.#enter();
    const { clientMessageId } = record;
    let putting: RequestLike<unknown> | undefined;
    await this.#changeNow(
      (store) => (putting = store.put({ owner: self, record }, this.#keys.get(clientMessageId))),
    );
    this.#keys.set(clientMessageId, Number(putting?.result));
  }

  async remove(clientMessageId: string): Promise<void> {
    const key = this.#keys.get(clientMessageId);
    if (key === undefined) return;
    await this.#changeNow((store) => store.delete(key));
    this.#keys.delete(clientMessageId);
  }

  /** Under what name this tab stores. */
  #enter(): Promise<string> {
    return this.#options.tabs.enter(this.#storeName);
  }

  get #storeName(): string {
    const { user } = this.#options;
    return (this.#name ??= `parley-outbox-${typeof user === 'string' ? user : user()}`);
  }

  /**
   * Commits in the same turn: a browser carries out what it was told to commit though the page is closed right after, and
   * would give up what still waits for the page.
   */
  #changeNow(run: (store: StoreLike) => void): Promise<void> {
    return this.#change((store, transaction) => (run(store), transaction.commit()));
  }

  /**
   * Resolves when the disk has what `run` asked for; all of it, or nothing. A browser drops the connection of a page as it
   * likes, and nothing is done on it any more: what fails is tried once more, on another one.
   */
  async #change(run: Change): Promise<void> {
    const opening = this.#open();
    try {
      await transact(await opening, run);
    } catch {
      this.#leave(opening);
      await transact(await this.#open(), run);
    }
  }

  #open(): Promise<DatabaseLike> {
    this.#database ??= openDatabase(this.#options.indexedDB, this.#storeName);
    return this.#database;
  }

  /** Closes a connection, if there is one; the next change opens another. */
  #leave(opening: Promise<DatabaseLike>): void {
    if (this.#database === opening) this.#database = undefined;
    opening.then(
      (database) => database.close(),
      () => undefined,
    );
  }
}

type Change = (store: StoreLike, transaction: TransactionLike) => void;

/** @throws also where the connection is closed */
function transact(database: DatabaseLike, run: Change): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failure(transaction.error));
    run(transaction.objectStore(storeName), transaction);
  });
}

function openDatabase(indexedDB: IndexedDbLike, name: string): Promise<DatabaseLike> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore(storeName, { autoIncrement: true });
      store.createIndex(idIndex, `record.${idIndex}`, { unique: true });
    };
    opening.onsuccess = () => {
      const database = opening.result;
      // Somebody deletes it: in the way it would hold them up.
      database.onversionchange = () => database.close();
      resolve(database);
    };
    opening.onerror = () => reject(failure(opening.error));
  });
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
