import { HandMadeHistory } from './a-history';
import { checkHistory } from './check-history';
import type { History } from './history';
import { kindsOf } from './kinds-of';

describe('checkHistory', () => {
  it('finds nothing in a run that keeps all promises', () => {
    const good = new HandMadeHistory()
      .say(100, 'alice-1', 'm1')
      .say(200, 'bob-1', 'm2')
      .say(300, 'alice-1', 'm3');
    expect(checkHistory(good.end())).toEqual([]);
  });

  const cursors = (at: number, deliveredSeq: number, readSeq: number) =>
    ({
      at,
      kind: 'cursors',
      observer: 'store',
      userId: 'bob',
      chatId: 'chat',
      deliveredSeq,
      readSeq,
    }) as const;

  it('finds a cursor that goes back, or stands where nothing is', () => {
    const good = new HandMadeHistory().say(100, 'alice-1', 'm1');
    const history = good.end();
    const withCursors = (...all: History['events']) =>
      kindsOf({ ...history, events: [...history.events, ...all] });
    expect(withCursors(cursors(70_000, 1, 1), cursors(70_001, 2, 1), cursors(70_002, 2, 2))).toEqual([]);
    expect(withCursors(cursors(70_000, 2, 1), cursors(70_001, 1, 1))).toEqual(['cursor-regression']);
    expect(withCursors(cursors(70_000, 2, 2), cursors(70_001, 2, 1))).toEqual(['cursor-regression']);
    expect(withCursors(cursors(70_000, 3, 1))).toEqual(['phantom']);
  });

  it('finds lists and rosters that differ from the logs in the end', () => {
    const history = new HandMadeHistory().say(100, 'alice-1', 'm1').end();
    const listed = (chats: { chatId: string; lastSeq: number; readSeq: number; unread: number }[]) =>
      kindsOf({
        ...history,
        events: [...history.events, { at: 70_000, kind: 'listed', deviceId: 'bob-1', chats }],
      });
    expect(listed([{ chatId: 'chat', lastSeq: 2, readSeq: 1, unread: 1 }])).toEqual([]);
    expect(listed([])).toEqual(['list-differs']);
    expect(listed([{ chatId: 'chat', lastSeq: 1, readSeq: 1, unread: 1 }])).toEqual(['list-differs']);
    expect(listed([{ chatId: 'chat', lastSeq: 2, readSeq: 2, unread: 1 }])).toEqual(['list-differs']);
    const roster = (userIds: string[]) =>
      kindsOf({
        ...history,
        events: [
          ...history.events,
          { at: 70_000, kind: 'roster', deviceId: 'bob-1', chatId: 'chat', userIds },
        ],
      });
    expect(roster(['carol', 'alice', 'bob'])).toEqual([]);
    expect(roster(['alice', 'bob'])).toEqual(['roster-differs']);
  });

  it('finds unread counts that tell of what had expired when the list was asked for, or not of what had not', () => {
    const history = new HandMadeHistory().say(100, 'alice-1', 'm1').say(200, 'alice-1', 'm2').end();
    const [created, ...messages] = history.logs['chat']!;
    const dated = messages.map((entry, index) => ({ ...entry, expiresAt: index === 0 ? 70_000 : 90_000 }));
    const listed = (askedAt: number, at: number, unread: number) =>
      checkHistory({
        ...history,
        logs: { chat: [created!, ...dated] },
        events: [
          ...history.events,
          {
            at,
            askedAt,
            kind: 'listed',
            deviceId: 'bob-1',
            chats: [{ chatId: 'chat', lastSeq: 3, readSeq: 1, unread }],
          },
        ],
      }).filter(({ kind }) => kind === 'list-differs');
    const isRight = (askedAt: number, at: number, unread: number) => listed(askedAt, at, unread).length === 0;
    expect([1, 2, 3].map((unread) => isRight(69_000, 69_500, unread))).toEqual([false, true, false]);
    expect([0, 1, 2, 3].map((unread) => isRight(69_000, 71_000, unread))).toEqual([false, true, true, false]);
    expect([0, 1, 2].map((unread) => isRight(71_000, 71_500, unread))).toEqual([false, true, false]);
  });

  it('finds what is left over', () => {
    const history = new HandMadeHistory().end();
    expect(kindsOf({ ...history, leftOvers: { timers: 2, connections: 0 } })).toEqual(['left-over']);
  });
});
