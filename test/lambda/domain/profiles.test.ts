import { findUser } from '../../../lambda/domain/find-user';
import { getUsers } from '../../../lambda/domain/get-users';
import { updateProfile } from '../../../lambda/domain/update-profile';
import { chatWorld } from '../../support/chat-world';
import { MemoryProfileStore } from '../../support/memory-profile-store';
import { Death } from '../../support/mortal';
import { aPerson } from '../../support/person';

function aDirectory(directory: 'contacts' | 'open' = 'contacts') {
  return { ...chatWorld(), profiles: new MemoryProfileStore(), directory };
}

const as = (userId: string) => ({ userId });

describe('getUsers', () => {
  it('shows who one has a direct chat with, and oneself, but no stranger', async () => {
    const world = aDirectory();
    await updateProfile(world, as('bob'), { displayName: 'Bob' });
    await updateProfile(world, as('carol'), { displayName: 'Carol' });
    await aPerson(world, 'alice').createDirect('bob');
    expect(await getUsers(world, as('alice'), { userIds: ['carol', 'bob', 'alice'] })).toEqual({
      users: [{ userId: 'bob', displayName: 'Bob' }, { userId: 'alice' }],
    });
  });

  it('shows the members of a chat to those who are in it', async () => {
    const world = aDirectory();
    await updateProfile(world, as('bob'), { displayName: 'Bob' });
    const { chatId } = await aPerson(world, 'alice').createGroup(['bob', 'carol']);
    expect(await getUsers(world, as('carol'), { userIds: ['bob', 'dave'], chatId })).toEqual({
      users: [{ userId: 'bob', displayName: 'Bob' }],
    });
    await expect(getUsers(world, as('dave'), { userIds: ['bob'], chatId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('shows everyone where the directory is open', async () => {
    const world = aDirectory('open');
    await updateProfile(world, as('bob'), { displayName: 'Bob' });
    expect(await getUsers(world, as('alice'), { userIds: ['bob', 'nobody'] })).toEqual({
      users: [{ userId: 'bob', displayName: 'Bob' }, { userId: 'nobody' }],
    });
  });
});

describe('findUser', () => {
  it('finds by the whole handle alone', async () => {
    const world = aDirectory();
    await updateProfile(world, as('bob'), { handle: 'bob.b' });
    expect(await findUser(world, { handle: 'bob.b' })).toEqual({ user: { userId: 'bob', handle: 'bob.b' } });
    await expect(findUser(world, { handle: 'bob' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('updateProfile', () => {
  it('refuses a handle that another user has', async () => {
    const world = aDirectory();
    await updateProfile(world, as('bob'), { handle: 'bobby' });
    await expect(updateProfile(world, as('carol'), { handle: 'bobby' })).rejects.toMatchObject({
      code: 'taken',
    });
    expect(await findUser(world, { handle: 'bobby' })).toMatchObject({ user: { userId: 'bob' } });
  });

  it('frees the handle that the user had before', async () => {
    const world = aDirectory();
    await updateProfile(world, as('bob'), { handle: 'bobby' });
    await updateProfile(world, as('bob'), { handle: 'bob.b' });
    await updateProfile(world, as('carol'), { handle: 'bobby' });
    expect(await findUser(world, { handle: 'bobby' })).toMatchObject({ user: { userId: 'carol' } });
    await updateProfile(world, as('bob'), { handle: null });
    await expect(findUser(world, { handle: 'bob.b' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('gives a handle to one of two who take it at the same time', async () => {
    const world = aDirectory();
    const claims = ['bob', 'carol', 'dave'].map((userId) =>
      updateProfile(world, as(userId), { handle: 'same' }),
    );
    const settled = await Promise.allSettled(claims);
    const winners = settled.filter(({ status }) => status === 'fulfilled');
    expect(winners.length).toBeLessThanOrEqual(1);
    const named = [...(await world.profiles.list(['bob', 'carol', 'dave'])).values()].filter(
      ({ handle }) => handle,
    );
    expect(named.map(({ userId }) => userId)).toEqual(
      winners.length === 0 ? [] : [(await findUser(world, { handle: 'same' })).user.userId],
    );
  });

  it.each([1, 2, 3, 4, 5])(
    'that dies before its call %i is completed by asking again, and blocks nobody',
    async (at) => {
      const world = aDirectory();
      await updateProfile(world, as('bob'), { handle: 'before' });
      let calls = 0;
      const profiles = new Proxy(world.profiles, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          return typeof member !== 'function'
            ? member
            : (...args: unknown[]): unknown => {
                if (++calls >= at) throw new Death();
                return Reflect.apply(member, target, args);
              };
        },
      });
      await expect(updateProfile({ profiles }, as('bob'), { handle: 'after' })).rejects.toBeInstanceOf(Death);
      await updateProfile(world, as('bob'), { handle: 'after' });
      expect(await findUser(world, { handle: 'after' })).toMatchObject({ user: { userId: 'bob' } });
      await updateProfile(world, as('carol'), { handle: 'before' });
      expect(await findUser(world, { handle: 'before' })).toMatchObject({ user: { userId: 'carol' } });
    },
  );
});
