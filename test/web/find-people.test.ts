import { ParleyError, type Profile } from '../../client';
import { findPeople, NobodyFound } from '../../web/model/find-people';

const users = {
  find: (handle: string): Promise<Profile> =>
    handle === 'bob.b'
      ? Promise.resolve({ userId: 'bob', handle })
      : Promise.reject(
          new ParleyError({ code: 'not_found', message: '', retryable: false, outcome: 'refused' }),
        ),
};

describe('findPeople', () => {
  it('takes handles to users, and each user once', async () => {
    const found = await findPeople(users, ['carol', 'bob', '@bob.b']);
    expect(found.map(({ userId }) => userId)).toEqual(['carol', 'bob']);
  });

  it('says which handle nobody has', async () => {
    await expect(findPeople(users, ['@bob.b', '@nobody'])).rejects.toEqual(new NobodyFound('@nobody'));
  });
});
