import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryOutbox, type OutboxRecord, type OutboxStorage } from '../../client';
import { indexedDbOutbox } from '../../client/browser';
import { fileOutbox } from '../../client/node';
import { fakeIndexedDb, watchedIndexedDb } from '../support/fake-indexed-db';
import { FakeLocks } from '../support/fake-locks';

const aRecord = (name: string, fields: Partial<OutboxRecord> = {}): OutboxRecord => ({
  chatId: 'chat',
  clientMessageId: `message-with-name-${name}`,
  afterSeq: 3,
  isTried: false,
  queuedAt: 7,
  contentType: 'TEXT',
  content: `text of ${name}`,
  ...(fields as object),
});

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'parley-outbox-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Each gives storages of one user; all but the first are after a restart. */
const storages: Record<string, () => () => OutboxStorage> = {
  memoryOutbox: () => {
    const outbox = memoryOutbox();
    return () => outbox;
  },
  fileOutbox: () => () => fileOutbox(join(folder, 'of', 'alice')),
  indexedDbOutbox: () => {
    const indexedDB = fakeIndexedDb();
    const locks = new FakeLocks();
    let page = locks.page();
    return () => {
      page.die();
      page = locks.page();
      return indexedDbOutbox('alice', { indexedDB, locks: page });
    };
  },
};

describe.each(Object.entries(storages))('%s', (_name, make) => {
  it('has what was put, in the order of the first time, after a restart', async () => {
    const open = make();
    const outbox = open();
    expect(await outbox.load()).toEqual([]);
    for (const name of ['c', 'a', 'b']) await outbox.put(aRecord(name));
    await outbox.put(aRecord('c', { isTried: true, afterSeq: 9 }));
    await outbox.remove(aRecord('a').clientMessageId);
    const kept = [aRecord('c', { isTried: true, afterSeq: 9 }), aRecord('b')];
    expect(await outbox.load()).toEqual(kept);
    const restarted = open();
    expect(await restarted.load()).toEqual(kept);
    await restarted.put(aRecord('d'));
    expect(await open().load()).toEqual([...kept, aRecord('d')]);
  });

  it('removes what is not there, and keeps ids that are alike apart', async () => {
    const outbox = make()();
    await outbox.remove(aRecord('none').clientMessageId);
    await Promise.all([outbox.put(aRecord('-.json')), outbox.put(aRecord('-'))]);
    await outbox.remove(aRecord('-').clientMessageId);
    expect(await outbox.load()).toEqual([aRecord('-.json')]);
  });

  it('keeps pictures as they were', async () => {
    const content = { url: 'https://example.com/a.png', mime: 'image/png', bytes: 9, width: 1, height: 1 };
    const picture = aRecord('picture', { contentType: 'IMAGE', content });
    const open = make();
    await open().put(picture);
    expect(await open().load()).toEqual([picture]);
  });
});

describe('fileOutbox', () => {
  it('keeps its files from other users of the machine', async () => {
    const outbox = fileOutbox(folder);
    await outbox.put(aRecord('a'));
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600]);
  });
});

describe('indexedDbOutbox', () => {
  const aBrowser = () => {
    const indexedDB = fakeIndexedDb();
    const locks = new FakeLocks();
    return (user = 'alice') => {
      const page = locks.page();
      return { outbox: indexedDbOutbox(user, { indexedDB, locks: page }), die: () => page.die() };
    };
  };

  it('gives a tab nothing of another one that lives, and once what a dead one has left', async () => {
    const open = aBrowser();
    const [one, two, three] = [open(), open(), open()];
    await one.outbox.put(aRecord('of-one'));
    await two.outbox.put(aRecord('of-two'));
    expect(await two.outbox.load()).toEqual([aRecord('of-two')]);
    one.die();
    const [ofTwo, ofThree] = await Promise.all([two.outbox.load(), three.outbox.load()]);
    expect([...ofTwo, ...ofThree].map(({ clientMessageId }) => clientMessageId).sort()).toEqual([
      aRecord('of-one').clientMessageId,
      aRecord('of-two').clientMessageId,
    ]);
    expect(await three.outbox.load()).toEqual(ofThree);
  });

  it('does not take what a tab puts that opens at the same moment', async () => {
    const open = aBrowser();
    const [one, two] = [open(), open()];
    const [, taken] = await Promise.all([one.outbox.put(aRecord('of-one')), two.outbox.load()]);
    expect(taken).toEqual([]);
    expect(await one.outbox.load()).toEqual([aRecord('of-one')]);
  });

  it('keeps users apart', async () => {
    const open = aBrowser();
    await open('alice').outbox.put(aRecord('of-alice'));
    expect(await open('bob').outbox.load()).toEqual([]);
  });

  it('keeps messages in memory on a page that is not secure', async () => {
    const outbox = indexedDbOutbox('alice', { indexedDB: fakeIndexedDb() });
    await outbox.put(aRecord('a'));
    expect(await outbox.load()).toEqual([aRecord('a')]);
    expect(await indexedDbOutbox('alice', {}).load()).toEqual([]);
  });

  it('opens another connection when the browser has closed the one it had', async () => {
    const { indexedDB, connections } = watchedIndexedDb();
    const outbox = indexedDbOutbox('alice', { indexedDB, locks: new FakeLocks().page() });
    await outbox.put(aRecord('a'));
    connections.at(-1)?.close();
    await outbox.put(aRecord('b'));
    connections.at(-1)?.close();
    expect(await outbox.load()).toEqual([aRecord('a'), aRecord('b')]);
    connections.at(-1)?.close();
    await outbox.remove(aRecord('a').clientMessageId);
    expect(await outbox.load()).toEqual([aRecord('b')]);
    expect(connections).toHaveLength(4);
  });

  it('gives up when another connection is no better, and tries anew at the next change', async () => {
    const factory = fakeIndexedDb();
    let isBroken = false;
    const open = (name: string, version: number) => {
      if (isBroken) throw new Error('no disk');
      return factory.open(name, version);
    };
    const locks = new FakeLocks().page();
    const outbox = indexedDbOutbox('alice', { indexedDB: { open }, locks });
    isBroken = true;
    await expect(outbox.put(aRecord('a'))).rejects.toThrow('no disk');
    isBroken = false;
    await outbox.put(aRecord('b'));
    expect(await outbox.load()).toEqual([aRecord('b')]);
  });

  it('is in the way of nobody who deletes the database, and goes on with an empty one', async () => {
    const { indexedDB, connections, remove } = watchedIndexedDb();
    const outbox = indexedDbOutbox('alice', { indexedDB, locks: new FakeLocks().page() });
    await outbox.put(aRecord('a'));
    await remove('parley-outbox-alice');
    expect(await outbox.load()).toEqual([]);
    await outbox.put(aRecord('b'));
    expect(await outbox.load()).toEqual([aRecord('b')]);
    expect(connections).toHaveLength(2);
  });

  it('rejects what the browser cannot store, and goes on', async () => {
    const indexedDB = fakeIndexedDb();
    const outbox = indexedDbOutbox('alice', { indexedDB, locks: new FakeLocks().page() });
    const broken = { ...aRecord('a'), content: () => 'no data' } as unknown as OutboxRecord;
    await expect(outbox.put(broken)).rejects.toThrow();
    await outbox.put(aRecord('b'));
    expect(await outbox.load()).toEqual([aRecord('b')]);
  });
});
