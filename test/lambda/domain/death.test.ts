import { createChat } from '../../../lambda/domain/create-chat';
import type { LogEntry } from '../../../lambda/domain/log-entry';
import { nextEntry } from '../../../lambda/domain/next-entry';
import { foldEvents } from '../../../lambda/domain/roster';
import { aCaller, aMessageId, aSocket, type ChatWorld, chatWorld } from '../../support/chat-world';
import { aChat, chatId, send, seqs } from '../../support/direct-chat';
import { dieAt, momentsOf } from '../../support/mortal';

async function anEmptyWorld(): Promise<ChatWorld> {
  const world = chatWorld();
  await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-1' }));
  await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-1' }));
  return world;
}

function create(world: ChatWorld, userId = 'alice') {
  const other = userId === 'alice' ? 'bob' : 'alice';
  return createChat(world, aCaller(world, userId), {
    action: 'createChat',
    requestId: '1',
    type: 'DIRECT',
    with: other,
  });
}

const sendHi = (world: ChatWorld) => send(world, 'alice', { name: 'a', afterSeq: 1 });

const entriesThatBobGot = (world: ChatWorld) =>
  world.poster.posted.filter(({ connectionId }) => connectionId === 'bob-1').map(({ frame }) => frame);

describe('sendMessage that dies at any call', () => {
  it('is stored once and reaches the other member when the client sends the same bytes again', async () => {
    const moments = await momentsOf(aChat, sendHi);
    expect(moments.length).toBeGreaterThanOrEqual(10);
    for (const moment of moments) {
      const world = await aChat();
      await dieAt(world, moment, sendHi);
      expect(await sendHi(world)).toMatchObject({ seq: 2 });
      expect(await seqs(world)).toEqual([1, 2]);
      expect(entriesThatBobGot(world)).toMatchObject(
        entriesThatBobGot(world).map(() => ({ message: { seq: 2 } })),
      );
      expect(entriesThatBobGot(world)).not.toEqual([]);
    }
  });

  it('never leaves a chat that others cannot write to', async () => {
    for (const moment of await momentsOf(aChat, sendHi)) {
      const world = await aChat();
      await dieAt(world, moment, sendHi);
      const ack = await send(world, 'bob', { name: 'b', afterSeq: 1 });
      expect(await seqs(world)).toEqual(Array.from({ length: ack.seq }, (_seq, index) => index + 1));
    }
  });
});

describe('createChat that dies at any call', () => {
  const isComplete = async (world: ChatWorld) => {
    const { entries } = await world.log.listFrom(chatId, 1, 10);
    expect(entries.map((entry) => entry.seq)).toEqual([1]);
    const [first] = entries;
    if (first?.contentType !== 'EVENT') throw new Error('the first entry is no event');
    expect(world.chats.rosters.get(chatId)).toEqual(foldEvents(undefined, [first]));
    expect([...world.chats.userChats.keys()].sort()).toEqual([`alice ${chatId}`, `bob ${chatId}`]);
  };

  it("is completed by the creator's retry, and the other member is told", async () => {
    const moments = await momentsOf(anEmptyWorld, create);
    expect(moments.length).toBeGreaterThanOrEqual(12);
    for (const moment of moments) {
      const world = await anEmptyWorld();
      await dieAt(world, moment, create);
      expect((await create(world)).chat).toMatchObject({ chatId, lastSeq: 1 });
      await isComplete(world);
      expect(entriesThatBobGot(world)).toContainEqual(expect.objectContaining({ type: 'chat' }));
    }
  });

  it('is completed by the other member who creates it, too', async () => {
    for (const moment of await momentsOf(anEmptyWorld, create)) {
      const world = await anEmptyWorld();
      await dieAt(world, moment, create);
      await create(world, 'bob');
      await isComplete(world);
    }
  });

  it('is completed by the next sender if the creator never comes back', async () => {
    for (const moment of await momentsOf(anEmptyWorld, create)) {
      const world = await anEmptyWorld();
      await dieAt(world, moment, create);
      if ((await seqs(world)).length === 0) continue;
      await send(world, 'bob', { name: 'b', afterSeq: 1 });
      expect(world.chats.rosters.get(chatId)?.eventSeq).toBe(1);
      expect([...world.chats.userChats.keys()].sort()).toEqual([`alice ${chatId}`, `bob ${chatId}`]);
    }
  });
});

describe('sendMessage of a thousandth entry that dies at any call', () => {
  /** A chat whose next entry is the first of a thousand whose numbers are reserved before they are used. */
  async function aLongChat(): Promise<ChatWorld> {
    const world = await aChat();
    const nowMs = world.runtime.now();
    for (
      let last = (await world.log.listFrom(chatId, 1, 1)).entries[0];
      last !== undefined && last.seq < 999;
    ) {
      const draft = { chatId, senderId: 'bob', clientMessageId: aMessageId(`old-${last.seq}`) };
      const place = { nowMs: nowMs - 60_000, retentionDays: world.retentionDays };
      const entry: LogEntry = nextEntry({ ...draft, contentType: 'TEXT', content: 'old' }, last, place);
      await world.log.append(entry);
      last = entry;
    }
    return world;
  }

  const sendThousandth = (world: ChatWorld) => send(world, 'alice', { name: 'a', afterSeq: 999 });

  it('is stored once, and never before its number is reserved', async () => {
    const moments = await momentsOf(aLongChat, sendThousandth);
    for (const moment of moments) {
      const world = await aLongChat();
      await dieAt(world, moment, sendThousandth);
      const isWritten = (await seqs(world)).includes(1000);
      if (isWritten) expect(world.chats.rosters.get(chatId)?.floor?.seq).toBe(1000);
      expect(await sendThousandth(world)).toMatchObject({ seq: 1000 });
      expect((await world.log.listFrom(chatId, 999, 10)).entries.map(({ seq }) => seq)).toEqual([999, 1000]);
    }
  });
});
