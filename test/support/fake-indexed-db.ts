import { type IndexedDbLike } from '../../client/browser/decode-platform';

/** Its own types are those of a browser, which tests of Node do not have. */
const { IDBFactory } = jest.requireActual<{ IDBFactory: new () => IndexedDbLike }>('fake-indexeddb');

/** The databases of one browser. */
export function fakeIndexedDb(): IndexedDbLike {
  return new IDBFactory();
}
