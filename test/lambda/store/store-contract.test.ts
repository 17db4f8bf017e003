import { chatsTable, messagesTable } from '../../../lambda/contract/tables';
import type { EventEntry, LogEntry } from '../../../lambda/domain/log-entry';
import { nextEntry } from '../../../lambda/domain/next-entry';
import type { ChatStore, MembershipChange, MessageLog } from '../../../lambda/domain/ports';
import { foldEvents } from '../../../lambda/domain/roster';
import { DynamoChatStore } from '../../../lambda/store/chat-store';
import { DynamoMessageLog } from '../../../lambda/store/message-log';
import { aMessageId } from '../../support/chat-world';
import { startDynamodb } from '../../../bench/start-dynamodb';
import { ManualRuntime, MemoryChatStore, MemoryMessageLog } from '../../support/memory-stores';

interface Stores {
  log: MessageLog;
  chats: ChatStore;
  runtime: ManualRuntime;
  stop: () => Promise<void>;
}

const engines: Record<string, () => Promise<Stores>> = {
  memory: () => {
    const runtime = new ManualRuntime();
    return Promise.resolve({
      runtime,
      log: new MemoryMessageLog(),
      chats: new MemoryChatStore(),
      stop: () => Promise.resolve(),
    });
  },
  DynamoDB: async () => {
    const runtime = new ManualRuntime();
    const { client, stop } = await startDynamodb({
      Messages: messagesTable,
      Chats: chatsTable,
    });
    return {
      runtime,
      log: new DynamoMessageLog(client, 'Messages'),
      chats: new DynamoChatStore(client, 'Chats', runtime),
      stop,
    };
  },
};

const at = { nowMs: Date.UTC(2026, 0, 1), retentionDays: 1826 };

function created(chatId: string): EventEntry {
  const content = { kind: 'created' as const, chatType: 'DIRECT' as const, members: ['alice', 'bob'] };
  return nextEntry(
    { chatId, senderId: 'alice', clientMessageId: chatId, contentType: 'EVENT', content },
    undefined,
    at,
  ) as EventEntry;
}

function next(previous: LogEntry, name: string): LogEntry {
  const { chatId } = previous;
  return nextEntry(
    { chatId, senderId: 'bob', clientMessageId: aMessageId(name), contentType: 'TEXT', content: name },
    previous,
    at,
  );
}

describe.each(Object.keys(engines))('stores on %s', (engine) => {
  let stores: Stores;
  let chatId = '';
  let chats = 0;

  beforeAll(async () => (stores = await engines[engine]!()));
  afterAll(() => stores.stop());
  beforeEach(() => {
    chatId = `chat-${chats++}`;
    stores.runtime.nowMs = at.nowMs;
  });

  async function writeTen(): Promise<LogEntry[]> {
    const entries: LogEntry[] = [created(chatId)];
    for (let count = 1; count < 10; count++) entries.push(next(entries.at(-1)!, `n${count}`));
    for (const entry of entries) expect(await stores.log.append(entry)).toBeUndefined();
    return entries;
  }

  describe('MessageLog', () => {
    it('gives back what was written, oldest first from a seq on', async () => {
      const entries = await writeTen();
      expect(await stores.log.listFrom(chatId, 4, 100)).toEqual({ entries: entries.slice(3), more: false });
    });

    it('pages from the newest down, and says when more may follow', async () => {
      const entries = await writeTen();
      const newest = await stores.log.listBefore(chatId, undefined, 3);
      expect(newest).toEqual({ entries: entries.slice(-3).reverse(), more: true });
      expect((await stores.log.listBefore(chatId, 3, 5)).entries).toEqual(entries.slice(0, 2).reverse());
    });

    it('lets one of many writers have a seq, and shows the others who it was', async () => {
      const first = created(chatId);
      await stores.log.append(first);
      const rivals = ['a', 'b', 'c', 'd', 'e'].map((name) => next(first, name));
      const outcomes = await Promise.all(rivals.map((rival) => stores.log.append(rival)));
      const winner = rivals[outcomes.indexOf(undefined)]!;
      expect(outcomes.filter((outcome) => outcome !== undefined)).toEqual([winner, winner, winner, winner]);
    });

    it('is empty for a chat that does not exist', async () => {
      expect(await stores.log.listBefore('nowhere', undefined, 1)).toEqual({ entries: [], more: false });
    });
  });

  describe('ChatStore', () => {
    it('keeps a roster, and replaces only the one it was folded from', async () => {
      const roster = foldEvents(undefined, [created(chatId)])!;
      expect(await stores.chats.getRoster(chatId)).toBeUndefined();
      await stores.chats.putRoster(chatId, roster, 0);
      await stores.chats.putRoster(chatId, { ...roster, createdBy: 'late' }, 0);
      expect(await stores.chats.getRoster(chatId)).toEqual(roster);
      await stores.chats.putRoster(chatId, { ...roster, eventSeq: 5 }, 1);
      await stores.chats.putRoster(chatId, { ...roster, eventSeq: 3 }, 1);
      expect((await stores.chats.getRoster(chatId))?.eventSeq).toBe(5);
    });

    it('raises a floor that was seen, keeps it when the roster is replaced, and needs a roster', async () => {
      const roster = foldEvents(undefined, [created(chatId)])!;
      expect(await stores.chats.raiseFloor(chatId, { seq: 1000, expiresAt: 9 }, 0)).toBe(false);
      await stores.chats.putRoster(chatId, roster, 0);
      expect(await stores.chats.raiseFloor(chatId, { seq: 1000, expiresAt: 9 }, 0)).toBe(true);
      expect(await stores.chats.raiseFloor(chatId, { seq: 1000, expiresAt: 9 }, 0)).toBe(false);
      expect(
        await stores.chats.raiseFloor(chatId, { seq: 2000, expiresAt: 10, restartSeq: 2000 }, 1000),
      ).toBe(true);
      expect(await stores.chats.raiseFloor(chatId, { seq: 3000, expiresAt: 11 }, 2000)).toBe(true);
      await stores.chats.putRoster(chatId, { ...roster, eventSeq: 5, title: 'new' }, 1);
      expect(await stores.chats.getRoster(chatId)).toEqual({
        ...roster,
        eventSeq: 5,
        title: 'new',
        floor: { seq: 3000, expiresAt: 11, restartSeq: 2000 },
      });
    });

    it('gives the rosters of many chats at once', async () => {
      const ids = Array.from({ length: 3 }, (_id, index) => `${chatId}-${index}`);
      for (const id of ids) await stores.chats.putRoster(id, foldEvents(undefined, [created(id)])!, 0);
      const rosters = await stores.chats.getRosters([...ids, 'nowhere']);
      expect([...rosters.keys()].sort()).toEqual(ids);
      expect(rosters.get(ids[0]!)).toEqual(foldEvents(undefined, [created(ids[0]!)]));
    });

    const user = () => `user-${chatId}`;
    const lists = async () => (await stores.chats.listUserChats(user(), undefined, 10)).chats;
    const change = (fields: Partial<MembershipChange>): MembershipChange => ({
      chatId,
      seq: 1,
      ordinal: 0,
      joined: [],
      left: [],
      ...fields,
    });

    it('starts the cursors where a member joined, and does not lower them when told again', async () => {
      await stores.chats.putUserChats(change({ seq: 5, ordinal: 3, joined: [user()] }));
      await stores.chats.putUserChats(change({ seq: 5, ordinal: 3, joined: [user()] }));
      await stores.chats.putUserChats(change({ seq: 2, ordinal: 1, joined: [user()] }));
      expect(await lists()).toEqual([{ chatId, joinedSeq: 5, deliveredSeq: 5, readSeq: 5, readOrdinal: 3 }]);
    });

    it('closes the chat in the list of who left, opens it again, and takes late writes for what they are', async () => {
      const joinAt = (seq: number) => stores.chats.putUserChats(change({ seq, joined: [user()] }));
      const leaveAt = (seq: number) => stores.chats.putUserChats(change({ seq, left: [user()] }));
      await leaveAt(1);
      expect(await lists()).toEqual([]);
      await joinAt(2);
      await leaveAt(3);
      expect(await lists()).toEqual([]);
      await joinAt(2);
      expect(await lists()).toEqual([]);
      await joinAt(4);
      await leaveAt(3);
      expect(await lists()).toMatchObject([{ joinedSeq: 4 }]);
    });

    const raise = (kind: 'delivered' | 'read', seq: number) =>
      stores.chats.raiseCursor(user(), chatId, {
        kind,
        seq,
        ordinal: seq - 1,
        at: `2026-01-01T00:00:0${seq}.000Z`,
      });
    const cursors = async () => (await stores.chats.listCursors(chatId, [user(), 'nobody'])).get(user());

    it('raises cursors, never lowers them, and tells what they were', async () => {
      await stores.chats.putUserChats(change({ joined: [user()] }));
      expect(await raise('delivered', 3)).toEqual({ deliveredSeq: 1, readSeq: 1 });
      expect(await raise('read', 5)).toMatchObject({ deliveredSeq: 3, readSeq: 1 });
      const raised = {
        deliveredSeq: 3,
        deliveredAt: '2026-01-01T00:00:03.000Z',
        readSeq: 5,
        readAt: '2026-01-01T00:00:05.000Z',
      };
      expect(await cursors()).toEqual(raised);
      expect(await raise('read', 4)).toEqual(raised);
      expect(await raise('delivered', 2)).toEqual(raised);
      expect(await raise('read', 5)).toEqual(raised);
      expect(await cursors()).toEqual(raised);
      const ordinals = { deliveredOrdinal: 2, readOrdinal: 4 };
      expect(await lists()).toEqual([{ chatId, joinedSeq: 1, deliveredSeq: 3, readSeq: 5, ...ordinals }]);
    });

    it('raises nothing for someone who is not in the chat, and makes no item for them', async () => {
      expect(await raise('read', 5)).toBeUndefined();
      expect(await lists()).toEqual([]);
      await stores.chats.putUserChats(change({ joined: [user()] }));
      await stores.chats.putUserChats(change({ seq: 2, left: [user()] }));
      expect(await raise('read', 5)).toBeUndefined();
      expect(await cursors()).toBeUndefined();
    });

    it('starts the cursors anew for who comes back', async () => {
      await stores.chats.putUserChats(change({ joined: [user()] }));
      await raise('read', 5);
      await raise('delivered', 5);
      await stores.chats.putUserChats(change({ seq: 6, left: [user()] }));
      await stores.chats.putUserChats(change({ seq: 7, ordinal: 5, joined: [user()] }));
      expect(await cursors()).toEqual({ deliveredSeq: 7, readSeq: 7 });
      expect(await lists()).toEqual([{ chatId, joinedSeq: 7, deliveredSeq: 7, readSeq: 7, readOrdinal: 5 }]);
    });

    it('pages through a list, past chats that were left', async () => {
      for (let count = 0; count < 5; count++)
        await stores.chats.putUserChats(change({ chatId: `${chatId}-${count}`, joined: [user()] }));
      for (const count of [0, 1])
        await stores.chats.putUserChats(change({ chatId: `${chatId}-${count}`, seq: 2, left: [user()] }));
      const found: string[] = [];
      let after: string | undefined;
      do {
        const page = await stores.chats.listUserChats(user(), after, 2);
        expect(page.chats.length).toBeLessThanOrEqual(2);
        found.push(...page.chats.map((userChat) => userChat.chatId));
        after = page.nextChatId;
      } while (after !== undefined);
      expect(found).toEqual([2, 3, 4].map((count) => `${chatId}-${count}`));
    });
  });
});
