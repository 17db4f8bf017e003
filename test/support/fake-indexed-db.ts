import {
  type DatabaseLike,
  type IndexedDbLike,
  type OpenRequestLike,
} from '../../client/browser/decode-platform';

interface Factory extends IndexedDbLike {
  deleteDatabase(name: string): OpenRequestLike;
}

/** Its own types are those of a browser, which tests of Node do not have. */
const { IDBFactory } = jest.requireActual<{ IDBFactory: new () => Factory }>('fake-indexeddb');

/** The databases of one browser. */
export function fakeIndexedDb(): IndexedDbLike {
  return new IDBFactory();
}

/** The same, with the connections that were opened, and a way to delete a database. */
export function watchedIndexedDb() {
  const factory = new IDBFactory();
  const connections: DatabaseLike[] = [];
  const open = (name: string, version: number) => {
    const opening = factory.open(name, version);
    queueMicrotask(() => {
      const tell = opening.onsuccess;
      opening.onsuccess = () => (connections.push(opening.result), tell?.());
    });
    return opening;
  };
  const remove = (name: string) =>
    new Promise<void>((resolve, reject) => {
      const removing = factory.deleteDatabase(name);
      removing.onsuccess = () => resolve();
      removing.onerror = () => reject(new Error('not deleted'));
    });
  return { indexedDB: { open }, connections, remove };
}
