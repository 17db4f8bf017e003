import { startDynamodb } from '../../../bench/start-dynamodb';
import { chatsTable } from '../../../lambda/contract/tables';
import type { DeviceStore } from '../../../lambda/domain/device';
import type { ChatStore } from '../../../lambda/domain/ports';
import { DynamoChatStore } from '../../../lambda/store/chat-store';
import { DynamoDeviceStore } from '../../../lambda/store/device-store';
import { aDevice, MemoryDeviceStore } from '../../support/memory-devices';
import { ManualRuntime, MemoryChatStore } from '../../support/memory-stores';

interface Stores {
  store: DeviceStore;
  chats: ChatStore;
  stop: () => Promise<void>;
}

const engines: Record<string, () => Promise<Stores>> = {
  memory: () =>
    Promise.resolve({
      store: new MemoryDeviceStore(),
      chats: new MemoryChatStore(),
      stop: () => Promise.resolve(),
    }),
  DynamoDB: async () => {
    const { client, stop } = await startDynamodb({ Chats: chatsTable });
    return {
      store: new DynamoDeviceStore(client, 'Chats'),
      chats: new DynamoChatStore(client, 'Chats', new ManualRuntime()),
      stop,
    };
  },
};

describe.each(Object.keys(engines))('what push is stored by, on %s', (engine) => {
  let store: DeviceStore;
  let chats: ChatStore;
  let stop: () => Promise<void>;
  let userId = '';
  let users = 0;

  beforeAll(async () => ({ store, chats, stop } = await engines[engine]!()));
  afterAll(() => stop());
  beforeEach(() => (userId = `user-${users++}`));

  it("lists a user's devices, and nobody else's", async () => {
    const devices = ['phone', 'tablet'].map((deviceId) => aDevice({ userId, deviceId }));
    for (const device of devices) await store.put(device);
    await store.put(aDevice({ userId: `${userId}0` }));
    expect(await store.list(userId)).toEqual(devices);
    expect(await store.get(userId, 'phone')).toEqual(devices[0]);
    expect(await store.get(userId, 'watch')).toBeUndefined();
  });

  it('removes a device by its token, and forgets it by its endpoint, but not one that has another', async () => {
    const device = aDevice({ userId });
    await store.put(device);
    await store.remove({ ...device, tokenHash: 'earlier' });
    await store.forget({ ...device, endpointArn: 'earlier' });
    expect(await store.list(userId)).toEqual([device]);
    await store.forget(device);
    await store.forget(device);
    expect(await store.list(userId)).toEqual([]);
    await store.put(device);
    await store.remove(device);
    expect(await store.list(userId)).toEqual([]);
  });

  it('disables a device by its endpoint, and makes none', async () => {
    const device = aDevice({ userId });
    await store.disable(device);
    expect(await store.list(userId)).toEqual([]);
    await store.put(device);
    await store.disable({ ...device, endpointArn: 'earlier' });
    expect(await store.list(userId)).toEqual([device]);
    await store.disable(device);
    expect(await store.list(userId)).toEqual([{ ...device, isEnabled: false }]);
  });

  it('gives a token to who replaces the owner that was read', async () => {
    const token = `token of ${userId}`;
    const [one, other] = ['one', 'other'].map((deviceId) => ({ userId, deviceId }));
    expect(await store.getOwner(token)).toBeUndefined();
    expect(await store.replaceOwner(token, one!, undefined)).toBe(true);
    expect(await store.replaceOwner(token, other!, undefined)).toBe(false);
    expect(await store.replaceOwner(token, other!, one)).toBe(true);
    await store.removeOwner(token, one!);
    expect(await store.getOwner(token)).toEqual(other);
    await store.removeOwner(token, other!);
    expect(await store.getOwner(token)).toBeUndefined();
  });

  /** A chat that the user joins or leaves at seq. */
  const join = (seq: number) =>
    chats.putUserChats({ chatId: 'chat', seq, ordinal: 0, joined: [userId], left: [] });
  const leave = (seq: number) =>
    chats.putUserChats({ chatId: 'chat', seq, ordinal: 0, joined: [], left: [userId] });
  const cursors = async () => (await chats.listCursors('chat', [userId])).get(userId);
  const listed = async () => (await chats.listUserChats(userId, undefined, 10)).chats;

  it('notes what was pushed, never lowers it, and forgets it when the member comes back', async () => {
    await chats.raisePushed(userId, 'chat', 3);
    expect(await cursors()).toBeUndefined();
    await join(1);
    await chats.raisePushed(userId, 'chat', 3);
    await chats.raisePushed(userId, 'chat', 2);
    expect(await cursors()).toEqual({ deliveredSeq: 1, readSeq: 1, pushedSeq: 3 });
    expect(await listed()).toMatchObject([{ pushedSeq: 3 }]);
    await leave(6);
    await chats.raisePushed(userId, 'chat', 5);
    await join(7);
    expect(await cursors()).toEqual({ deliveredSeq: 7, readSeq: 7 });
  });

  it('keeps until when a chat is muted, for members alone', async () => {
    const until = '2026-01-02T00:00:00.000Z';
    expect(await chats.setMuted(userId, 'chat', until)).toBe(false);
    expect(await chats.setMuted(userId, 'chat', undefined)).toBe(false);
    expect(await listed()).toEqual([]);
    await join(1);
    expect(await chats.setMuted(userId, 'chat', until)).toBe(true);
    expect(await cursors()).toEqual({ deliveredSeq: 1, readSeq: 1, mutedUntil: until });
    expect(await listed()).toMatchObject([{ mutedUntil: until }]);
    expect(await chats.setMuted(userId, 'chat', undefined)).toBe(true);
    expect(await cursors()).toEqual({ deliveredSeq: 1, readSeq: 1 });
    await leave(2);
    expect(await chats.setMuted(userId, 'chat', until)).toBe(false);
  });
});
