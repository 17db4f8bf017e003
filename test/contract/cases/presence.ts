import type { Frame } from '../../support/local-runtime';
import type { Member } from '../member';
import type { Stage } from '../stage';

/** What the socket was told of somebody, in order. */
const told = ({ client }: Member, { userId }: Member): unknown[] =>
  client.frames.filter((frame) => isOf(frame, userId)).map(({ status }) => status);

const isOf = (frame: Frame, userId: string): boolean =>
  frame.type === 'presence' && frame['userId'] === userId;

const next = ({ client }: Member, { userId }: Member, status: 'online' | 'offline'): Promise<Frame> =>
  client.next((frame) => isOf(frame, userId) && frame['status'] === status);

const watch = (member: Member, ...others: Member[]) =>
  member.do('watchPresence', { userIds: others.map(({ userId }) => userId) });

export function presence(stage: Stage): void {
  describe('P8: where somebody is, is told to those who watch them and share a chat with them', () => {
    it('everybody who is asked for has an answer, in the order of the request; strangers are unknown', async () => {
      const [alice, bob, mallory] = await stage.members('alice', 'bob', 'mallory');
      await alice.direct(bob);
      const userIds = [mallory.userId, bob.userId, 'nobody-at-all'];
      const { presence: found } = await alice.do('getPresence', { userIds });
      expect(found).toEqual([
        { userId: mallory.userId, status: 'unknown' },
        { userId: bob.userId, status: 'online' },
        { userId: 'nobody-at-all', status: 'unknown' },
      ]);
    });

    it('members of a group are told to who names it and is in it, and to nobody else', async () => {
      const [carol, dave, mallory] = await stage.members('carol', 'dave', 'mallory');
      const { chatId } = await carol.group([dave]);
      const asked = { userIds: [dave.userId], chatId };
      expect((await carol.do('getPresence', asked)).presence).toMatchObject([{ status: 'online' }]);
      expect(await mallory.refusal('getPresence', asked)).toBe('not_found');
      expect(await mallory.refusal('watchPresence', asked)).toBe('not_found');
    });

    it('a watch tells when somebody goes and comes, and for how long it will', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      await alice.direct(bob);
      const watched = await watch(alice, bob);
      expect(watched).toMatchObject({ presence: [{ status: 'online' }], validForSeconds: 600 });
      await bob.client.close();
      const gone = await next(alice, bob, 'offline');
      expect(Date.parse(String(gone['lastSeen']))).toBeLessThanOrEqual(Date.parse(String(gone['at'])));
      expect(gone['validForSeconds']).toBeGreaterThan(500);
      await stage.member('bob');
      const back = await next(alice, bob, 'online');
      expect(String(back['at']) > String(gone['at'])).toBe(true);
      expect(told(alice, bob)).toEqual(['offline', 'online']);
    });

    it('who has another device is not gone', async () => {
      const [alice, phone, laptop] = await stage.members('alice', 'bob', 'bob');
      await alice.direct(phone);
      await watch(alice, phone);
      await laptop.client.close();
      // Whatever there was to tell of the laptop was told before the phone went.
      await phone.do('ping');
      expect((await watch(alice, phone)).presence).toMatchObject([{ status: 'online' }]);
      await phone.client.close();
      await next(alice, phone, 'offline');
      expect(told(alice, phone)).toEqual(['offline']);
    });

    it('a socket that does not watch is told nothing, nor is a stranger who does', async () => {
      const [alice, laptop, bob, mallory] = await stage.members('alice', 'alice', 'bob', 'mallory');
      const chat = await alice.direct(bob);
      await watch(alice, bob);
      expect((await watch(mallory, bob)).presence).toMatchObject([{ status: 'unknown' }]);
      await bob.client.close();
      await next(alice, bob, 'offline');
      // What comes after it shows that nothing else was on its way.
      await laptop.event(chat, (await alice.say(chat, 'gone')).seq);
      await mallory.do('ping');
      for (const other of [laptop, mallory]) expect(told(other, bob)).toEqual([]);
    });

    it('who asks later learns when somebody was last seen', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      await alice.direct(bob);
      await watch(alice, bob);
      await bob.client.close();
      const { lastSeen } = await next(alice, bob, 'offline');
      const { presence: found } = await alice.do('getPresence', { userIds: [bob.userId] });
      expect(found).toEqual([{ userId: bob.userId, status: 'offline', lastSeen }]);
    });
  });
}
