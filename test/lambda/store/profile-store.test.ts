import { startDynamodb } from '../../../bench/start-dynamodb';
import { chatsTable } from '../../../lambda/contract/tables';
import type { ProfileStore } from '../../../lambda/domain/profile';
import { DynamoProfileStore } from '../../../lambda/store/profile-store';
import { MemoryProfileStore } from '../../support/memory-profile-store';

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

const stores: [string, () => Promise<ProfileStore>][] = [
  ['MemoryProfileStore', () => Promise.resolve(new MemoryProfileStore())],
  [
    'DynamoProfileStore',
    async () => {
      const { client, stop } = await startDynamodb({ Chats: chatsTable });
      stops.push(stop);
      return new DynamoProfileStore(client, 'Chats', { sleep: () => Promise.resolve() });
    },
  ],
];

describe.each(stores)('%s', (_name, open) => {
  let store: ProfileStore;
  beforeAll(async () => {
    store = await open();
  }, 30_000);

  it('sets what is named, keeps the rest, removes what is null, and tells what was before', async () => {
    const first = await store.update('alice', { displayName: 'Alice', handle: 'al.ice' });
    expect(first).toEqual({
      before: { userId: 'alice' },
      after: { userId: 'alice', displayName: 'Alice', handle: 'al.ice' },
    });
    const second = await store.update('alice', { displayName: null, avatarUrl: 'https://example.com/a.png' });
    const now = { userId: 'alice', handle: 'al.ice', avatarUrl: 'https://example.com/a.png' };
    expect(second).toEqual({ before: first.after, after: now });
    expect(await store.list(['alice', 'nobody'])).toEqual(new Map([['alice', now]]));
  });

  it('gives a handle to whoever names its owner right', async () => {
    expect(await store.replaceOwner('h.1', 'alice', undefined)).toBe(true);
    expect(await store.replaceOwner('h.1', 'bob', undefined)).toBe(false);
    expect(await store.replaceOwner('h.1', 'bob', 'carol')).toBe(false);
    expect(await store.getOwner('h.1')).toBe('alice');
    expect(await store.replaceOwner('h.1', 'bob', 'alice')).toBe(true);
    expect(await store.getOwner('h.1')).toBe('bob');
  });

  it('frees a handle for its owner alone', async () => {
    await store.replaceOwner('h.2', 'alice', undefined);
    await store.removeOwner('h.2', 'bob');
    expect(await store.getOwner('h.2')).toBe('alice');
    await store.removeOwner('h.2', 'alice');
    expect(await store.getOwner('h.2')).toBeUndefined();
  });
});
