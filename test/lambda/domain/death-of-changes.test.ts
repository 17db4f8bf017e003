import { aGroup } from '../../support/a-group';
import { aPerson, connectAll, seqsOf } from '../../support/person';
import { type ChatWorld, chatWorld } from '../../support/chat-world';
import { Death, everyMoment, type Moment, mortal } from '../../support/mortal';

/** Alice's group with bob and cleo; dan is connected. The world's ports may die in `run`. */
interface Case {
  run: (world: ChatWorld, chatId: string) => Promise<unknown>;
  /** Who has the group in their list once the change is complete. */
  listed: string[];
  /** Who is told of the change, apart from alice. */
  told: string[];
}

const attempt = { name: 'change', afterSeq: 1 };

const changes: Record<string, Case> = {
  addMembers: {
    run: (world, chatId) => aPerson(world, 'alice').add(chatId, ['dan', 'bob'], attempt),
    listed: ['alice', 'bob', 'cleo', 'dan'],
    told: ['bob-1', 'cleo-1', 'dan-1'],
  },
  removeMember: {
    run: (world, chatId) => aPerson(world, 'alice').remove(chatId, 'cleo', attempt),
    listed: ['alice', 'bob'],
    told: ['bob-1', 'cleo-1'],
  },
  leaveChat: {
    run: (world, chatId) => aPerson(world, 'alice').leave(chatId, attempt),
    listed: ['bob', 'cleo'],
    told: ['bob-1', 'cleo-1'],
  },
  updateChat: {
    run: (world, chatId) => aPerson(world, 'alice').update(chatId, { title: 'New' }, attempt),
    listed: ['alice', 'bob', 'cleo'],
    told: ['bob-1', 'cleo-1'],
  },
};

const everyone = ['alice', 'bob', 'cleo', 'dan'];

async function momentsOf({ run }: Case): Promise<Moment[]> {
  const { world, chatId } = await aGroup();
  const { world: counted, calls } = mortal(world, { call: 0, effect: 'before' });
  await run(counted, chatId);
  return everyMoment(calls());
}

const listedOf = (world: ChatWorld, chatId: string) =>
  everyone.filter((userId) => world.chats.listOf(userId).includes(chatId));

const toldOf = (world: ChatWorld) =>
  [...new Set(world.poster.posted.map(({ connectionId }) => connectionId))].sort();

describe.each(Object.entries(changes))('%s that dies at any call', (_action, change) => {
  it('is one entry, complete and told to all, when the client sends the same bytes again', async () => {
    const moments = await momentsOf(change);
    expect(moments.length).toBeGreaterThanOrEqual(14);
    for (const moment of moments) {
      const { world, chatId } = await aGroup();
      await expect(change.run(mortal(world, moment).world, chatId)).rejects.toBeInstanceOf(Death);
      await change.run(world, chatId);
      expect(await seqsOf(world, chatId)).toEqual([1, 2]);
      expect(listedOf(world, chatId)).toEqual(change.listed);
      expect(world.chats.rosters.get(chatId)?.eventSeq).toBe(2);
      expect(toldOf(world)).toEqual(change.told);
    }
  });

  it('is completed by the next sender if its caller never comes back', async () => {
    for (const moment of await momentsOf(change)) {
      const { world, chatId } = await aGroup();
      await expect(change.run(mortal(world, moment).world, chatId)).rejects.toBeInstanceOf(Death);
      const isInLog = (await seqsOf(world, chatId)).length === 2;
      await aPerson(world, 'bob').send(chatId, 'hi');
      if (!isInLog) continue;
      expect(listedOf(world, chatId)).toEqual(change.listed);
      expect(world.chats.rosters.get(chatId)?.eventSeq).toBe(2);
    }
  });

  it('shows every reader the same members, whatever was stored of it', async () => {
    for (const moment of await momentsOf(change)) {
      const { world, chatId } = await aGroup();
      await expect(change.run(mortal(world, moment).world, chatId)).rejects.toBeInstanceOf(Death);
      const isInLog = (await seqsOf(world, chatId)).length === 2;
      const { members = [] } = await aPerson(world, 'bob').chat(chatId);
      const expected = isInLog ? change.listed : ['alice', 'bob', 'cleo'];
      expect(members.map(({ userId }) => userId).sort()).toEqual(expected);
    }
  });
});

describe('createChat GROUP that dies at any call', () => {
  const create = (world: ChatWorld) =>
    aPerson(world, 'alice').createGroup(['bob', 'cleo'], { name: 'group' });

  async function anEmptyWorld(): Promise<ChatWorld> {
    const world = chatWorld();
    await connectAll(world, everyone);
    return world;
  }

  it("is completed by the creator's retry, and the members are told", async () => {
    const { world: counted, calls } = mortal(await anEmptyWorld(), { call: 0, effect: 'before' });
    await create(counted);
    for (const moment of everyMoment(calls())) {
      const world = await anEmptyWorld();
      await expect(create(mortal(world, moment).world)).rejects.toBeInstanceOf(Death);
      const { chatId } = await create(world);
      expect(await seqsOf(world, chatId)).toEqual([1]);
      expect(listedOf(world, chatId)).toEqual(['alice', 'bob', 'cleo']);
      expect(toldOf(world)).toEqual(['bob-1', 'cleo-1']);
    }
  });
});
