import { createChat } from '../../../lambda/domain/create-chat';
import { foldEvents } from '../../../lambda/domain/roster';
import { aCaller, aSocket, type ChatWorld, chatWorld } from '../../support/chat-world';
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
