import { type Profile, type Users } from '../../client';
import { People } from '../../web/model/people';

interface Request {
  readonly userIds: readonly string[];
  readonly chatId: string | undefined;
  readonly answer: (profiles: readonly Profile[]) => void;
  readonly fail: () => void;
}

/** Questions that wait until the test answers them. */
class HeldUsers implements Pick<Users, 'get'> {
  readonly requests: Request[] = [];

  get(userIds: readonly string[], chatId?: string): Promise<Profile[]> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error('not now'));
      this.requests.push({ userIds, chatId, answer: (profiles) => resolve([...profiles]), fail });
    });
  }

  get last(): Request {
    const last = this.requests.at(-1);
    if (!last) throw new Error('nothing was asked');
    return last;
  }

  get asked() {
    return this.requests.map(({ userIds, chatId }) => [chatId ?? 'no chat', ...userIds].join(' '));
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const named = (userId: string, displayName: string): Profile => ({ userId, displayName });

describe('People', () => {
  let users: HeldUsers;
  let people: People;
  const nameOf = (userId: string) => people.state.get().get(userId)?.displayName;
  beforeEach(() => {
    users = new HeldUsers();
    people = new People(users);
  });

  it('asks in one request for all that are wanted in the same moment, and for nobody twice', async () => {
    people.want(['bob']);
    people.want(['bob', 'carol']);
    await settled();
    users.last.answer([named('bob', 'Bob B.'), { userId: 'carol' }]);
    await settled();
    people.want(['carol', 'bob']);
    await settled();
    expect(users.asked).toEqual(['no chat bob carol']);
    expect([nameOf('bob'), nameOf('carol')]).toEqual(['Bob B.', undefined]);
  });

  it('lets those wait that are wanted while a request is on its way, and asks for them together', async () => {
    people.want(['bob']);
    await settled();
    people.want(['carol']);
    people.want(['dave']);
    await settled();
    expect(users.asked).toEqual(['no chat bob']);
    users.last.answer([]);
    await settled();
    expect(users.asked).toEqual(['no chat bob', 'no chat carol dave']);
  });

  it('asks for members of a group by the group, also for those who could not be seen without it', async () => {
    people.want(['bob']);
    await settled();
    users.last.answer([]);
    people.wantInGroup('hike', ['bob', 'carol']);
    await settled();
    users.last.answer([named('bob', 'Bob B.')]);
    await settled();
    expect(users.asked).toEqual(['no chat bob', 'hike bob carol']);
    expect(nameOf('bob')).toBe('Bob B.');
  });

  it('keeps the names that it knows while it asks anew, of groups for the open one alone', async () => {
    people.want(['bob']);
    people.wantInGroup('hike', ['carol']);
    people.wantInGroup('choir', ['dave']);
    await settled();
    for (const { answer, userIds } of users.requests.splice(0)) answer(userIds.map((id) => named(id, id)));
    await settled();
    people.refresh();
    await settled();
    expect(users.asked.toSorted()).toEqual(['choir dave', 'no chat bob']);
    expect(nameOf('bob')).toBe('bob');
    for (const { answer, userIds } of users.requests.splice(0)) answer(userIds.map((id) => named(id, 'new')));
    await settled();
    expect(['bob', 'carol', 'dave'].map(nameOf)).toEqual(['new', 'carol', 'new']);
    people.wantInGroup('hike', ['carol']);
    await settled();
    expect(users.asked).toEqual(['hike carol']);
  });

  it('asks again for those of a failed request, with the next that are wanted', async () => {
    people.want(['bob']);
    await settled();
    users.last.fail();
    await settled();
    expect(users.asked).toHaveLength(1);
    people.want(['bob', 'carol']);
    await settled();
    expect(users.asked).toEqual(['no chat bob', 'no chat bob carol']);
  });

  it('asks for everybody after a reconnect that came while a request was on its way', async () => {
    people.want(['bob', 'carol']);
    await settled();
    people.refresh();
    users.last.fail();
    await settled();
    expect(users.asked).toEqual(['no chat bob carol', 'no chat bob carol']);
  });
});
