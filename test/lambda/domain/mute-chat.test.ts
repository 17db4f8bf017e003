import { chatWorld } from '../../support/chat-world';
import { aPerson } from '../../support/person';

const until = '2026-01-02T08:00:00.000Z';

async function aChat() {
  const world = chatWorld();
  const { chatId } = await aPerson(world, 'alice').createDirect('bob');
  const mutedUntil = async (userId: string) =>
    (await aPerson(world, userId).list()).chats[0]?.cursors.mutedUntil;
  return { world, chatId, bob: aPerson(world, 'bob'), mutedUntil };
}

describe('muteChat', () => {
  it('mutes a chat for the caller alone, as their list of chats tells', async () => {
    const { bob, chatId, mutedUntil } = await aChat();
    expect(await bob.mute(chatId, until)).toEqual({ mutedUntil: until });
    expect(await mutedUntil('bob')).toBe(until);
    expect(await mutedUntil('alice')).toBeUndefined();
  });

  it('ends it without a time', async () => {
    const { bob, chatId, mutedUntil } = await aChat();
    await bob.mute(chatId, until);
    expect(await bob.mute(chatId)).toEqual({});
    expect(await mutedUntil('bob')).toBeUndefined();
  });

  it('mends a list that is behind its log', async () => {
    const { world, bob, chatId, mutedUntil } = await aChat();
    world.chats.userChats.clear();
    world.chats.rosters.clear();
    await bob.mute(chatId, until);
    expect(await mutedUntil('bob')).toBe(until);
  });

  it('answers not_found to those who are not in the chat', async () => {
    const { world, chatId } = await aChat();
    await expect(aPerson(world, 'mallory').mute(chatId, until)).rejects.toMatchObject({ code: 'not_found' });
    await expect(aPerson(world, 'bob').mute('nowhere', until)).rejects.toMatchObject({ code: 'not_found' });
  });
});
