import { chatsTable, connectionsTable, messagesTable } from '../../../lambda/contract/tables';
import { connect } from '../../../lambda/domain/connect';
import type { EventEntry, LogEntry } from '../../../lambda/domain/log-entry';
import { nextEntry } from '../../../lambda/domain/next-entry';
import type { ChatStore, ConnectionStore, MessageLog } from '../../../lambda/domain/ports';
import { foldEvent } from '../../../lambda/domain/roster';
import { DynamoChatStore } from '../../../lambda/store/chat-store';
import { DynamoConnectionStore } from '../../../lambda/store/connection-store';
import { DynamoMessageLog } from '../../../lambda/store/message-log';
import { aMessageId, aSocket } from '../../support/chat-world';
import { startDynalite } from '../../support/dynalite';
import {
  ManualRuntime,
  MemoryChatStore,
  MemoryConnectionStore,
  MemoryMessageLog,
} from '../../support/memory-stores';

interface Stores {
  log: MessageLog;
  chats: ChatStore;
  connections: ConnectionStore;
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
      connections: new MemoryConnectionStore(runtime),
      stop: () => Promise.resolve(),
    });
  },
  dynalite: async () => {
    const runtime = new ManualRuntime();
    const { client, stop } = await startDynalite({
      Messages: messagesTable,
      Chats: chatsTable,
      Connections: connectionsTable,
    });
    return {
      runtime,
      log: new DynamoMessageLog(client, 'Messages'),
      chats: new DynamoChatStore(client, 'Chats'),
      connections: new DynamoConnectionStore(client, 'Connections', runtime),
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
      const roster = foldEvent(undefined, created(chatId));
      expect(await stores.chats.getRoster(chatId)).toBeUndefined();
      await stores.chats.putRoster(chatId, roster, 0);
      await stores.chats.putRoster(chatId, { ...roster, createdBy: 'late' }, 0);
      expect(await stores.chats.getRoster(chatId)).toEqual(roster);
      await stores.chats.putRoster(chatId, { ...roster, eventSeq: 5 }, 1);
      await stores.chats.putRoster(chatId, { ...roster, eventSeq: 3 }, 1);
      expect((await stores.chats.getRoster(chatId))?.eventSeq).toBe(5);
    });

    it('puts the chat into lists again without harm', async () => {
      await stores.chats.putUserChats(chatId, created(chatId));
      await expect(stores.chats.putUserChats(chatId, created(chatId))).resolves.toBeUndefined();
    });
  });

  describe('ConnectionStore', () => {
    const user = () => `user-${chatId}`;

    it('finds every live socket of every user, and counts them', async () => {
      const one = aSocket({ userId: user(), connectionId: 'one=', deviceId: 'phone' });
      const two = aSocket({ userId: user(), connectionId: 'two=' });
      expect(await stores.connections.put(one)).toBe(1);
      expect(await stores.connections.put(two)).toBe(2);
      const found = await stores.connections.list([user(), user(), 'nobody']);
      expect(found.sort((a, b) => a.connectionId.localeCompare(b.connectionId))).toEqual([one, two]);
    });

    it('removes exactly one socket, and one that is gone without error', async () => {
      await stores.connections.put(aSocket({ userId: user(), connectionId: 'old=' }));
      await stores.connections.put(aSocket({ userId: user(), connectionId: 'new=' }));
      expect(await stores.connections.remove({ userId: user(), connectionId: 'old=' })).toBe(1);
      expect(await stores.connections.remove({ userId: user(), connectionId: 'old=' })).toBe(1);
      expect(await stores.connections.remove({ userId: 'nobody', connectionId: 'x=' })).toBe(0);
      expect((await stores.connections.list([user()])).map((socket) => socket.connectionId)).toEqual([
        'new=',
      ]);
    });

    it('ignores expired sockets, and forgets them when the user connects again', async () => {
      await stores.connections.put(
        aSocket({ userId: user(), connectionId: 'old=', expiresAt: at.nowMs + 1000 }),
      );
      stores.runtime.nowMs += 1000;
      expect(await stores.connections.list([user()])).toEqual([]);
      expect(await stores.connections.put(aSocket({ userId: user(), connectionId: 'new=' }))).toBe(1);
      stores.runtime.nowMs -= 1000;
      expect(await stores.connections.list([user()])).toHaveLength(1);
    });

    it('reads the sockets of more users than one batch holds', async () => {
      const users = Array.from({ length: 130 }, (_user, index) => `${user()}-${index}`);
      await Promise.all(
        users.map((userId) => stores.connections.put(aSocket({ userId, connectionId: `${userId}=` }))),
      );
      expect(await stores.connections.list(users)).toHaveLength(130);
    });

    it('holds 20 sockets of one user, and refuses the next', async () => {
      for (let count = 0; count < 20; count++) {
        expect(
          await connect(stores.connections, aSocket({ userId: user(), connectionId: `c${count}=` })),
        ).toBe(true);
      }
      expect(await connect(stores.connections, aSocket({ userId: user(), connectionId: 'more=' }))).toBe(
        false,
      );
      expect(await stores.connections.list([user()])).toHaveLength(20);
    });
  });
});
