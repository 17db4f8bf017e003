import { type UserPresence } from '../../client';
import { Presences } from '../../web/model/presences';

function someWatches() {
  const watches: { userIds: readonly string[]; chatId?: string | undefined; isOver: boolean }[] = [];
  const listeners: ((presence: UserPresence) => void)[] = [];
  const presences = new Presences({
    watch: (userIds, listener, chatId) => {
      const watch = { userIds, chatId, isOver: false };
      watches.push(watch);
      listeners.push(listener);
      return () => void (watch.isOver = true);
    },
  });
  const tell = (index: number, userId: string) => listeners[index]?.({ userId, status: 'online' });
  return { presences, watches, tell };
}

describe('Presences', () => {
  it('watches each contact once, and a hundred at most', () => {
    const { presences, watches } = someWatches();
    presences.want(['bob', 'carol']);
    presences.want(['carol', 'bob', 'dan']);
    presences.want(['dan']);
    presences.want(Array.from({ length: 200 }, (_, index) => `user${index}`));
    expect(watches.map(({ userIds }) => userIds.length)).toEqual([2, 1, 97]);
  });

  it('watches members of a group while they are looked at, but not those who are contacts', () => {
    const { presences, watches, tell } = someWatches();
    presences.want(['bob']);
    const stop = presences.watchGroup('group', ['bob', 'carol']);
    expect(watches[1]).toEqual({ userIds: ['carol'], chatId: 'group', isOver: false });
    tell(0, 'bob');
    tell(1, 'carol');
    expect([...presences.state.get().keys()]).toEqual(['bob', 'carol']);
    stop();
    expect(watches[1]?.isOver).toBe(true);
    expect([...presences.state.get().keys()]).toEqual(['bob']);
  });
});
