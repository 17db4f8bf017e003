import { HandMadeHistory } from './a-history';
import type { History } from './history';
import { kindsOf } from './kinds-of';

describe('checkDelivery', () => {
  const without = (history: History, deviceId: string, seq: number): History => ({
    ...history,
    events: history.events.filter(
      (event) => !(event.kind === 'seen' && event.deviceId === deviceId && event.entry.seq === seq),
    ),
  });

  it('finds an entry that never came, acknowledged or not', () => {
    const history = without(new HandMadeHistory().say(100, 'alice-1', 'm1').end(), 'bob-1', 2);
    expect(kindsOf(history)).toEqual(['not-live', 'not-delivered']);
    const unknown = new HandMadeHistory()
      .send(100, ['alice-1', 'm1'])
      .store(101, ['alice', 'm1'])
      .seeAll(102, 2);
    unknown.at(103, {
      kind: 'settled',
      deviceId: 'alice-1',
      clientMessageId: 'm1',
      outcome: 'unknown',
      code: 'x',
    });
    expect(kindsOf(unknown.end())).toEqual([]);
    expect(kindsOf(without(unknown.history, 'carol-1', 2))).toEqual(['unknown-at-some']);
  });

  it('finds an entry that came too late to a connected device, counted from the end of the faults', () => {
    const late = (at: number) =>
      without(new HandMadeHistory().say(100, 'alice-1', 'm1').end(), 'bob-1', 2).events.concat(
        new HandMadeHistory().say(100, 'alice-1', 'm1').see(at, ['bob-1', 2]).history.events.at(-1)!,
      );
    const ofEvents = (events: History['events']) => {
      const history = new HandMadeHistory().say(100, 'alice-1', 'm1').end();
      return kindsOf({ ...history, events: [...events].sort((one, other) => one.at - other.at) });
    };
    expect(ofEvents(late(24_999))).toEqual([]);
    expect(ofEvents(late(25_001))).toEqual(['not-live']);
  });

  it('gives a device that connects anew as long again', () => {
    const history = new HandMadeHistory().say(100, 'alice-1', 'm1').end();
    const reconnected = without(history, 'bob-1', 2).events.concat([
      { at: 20_000, kind: 'disconnected', deviceId: 'bob-1' },
      { at: 22_000, kind: 'connected', deviceId: 'bob-1' },
      {
        ...history.events.find(
          (event) => event.kind === 'seen' && event.deviceId === 'bob-1' && event.entry.seq === 2,
        )!,
        at: 30_000,
      },
    ]);
    expect(kindsOf({ ...history, events: reconnected.sort((one, other) => one.at - other.at) })).toEqual([]);
  });

  it('finds somebody who never hears that they are out', () => {
    const remove = { kind: 'memberRemoved' as const, member: 'bob' };
    const bad = new HandMadeHistory()
      .send(100, ['alice-1', 'rm'], remove)
      .store(101, ['alice', 'rm'], remove);
    bad.settle(102, ['alice-1', 'rm'], 2).see(103, ['alice-1', 2]).see(103, ['alice-2', 2]);
    expect(kindsOf(bad.end())).toEqual(['not-live']);
    bad.history.events.push({ at: 104, kind: 'left', deviceId: 'bob-1', chatId: 'chat' });
    bad.history.events.sort((one, other) => one.at - other.at);
    expect(kindsOf(bad.history)).toEqual([]);
  });

  it('finds nothing if somebody who was told that they are out comes and goes without hearing of it', () => {
    const remove = { kind: 'memberRemoved' as const, member: 'bob' };
    const add = { kind: 'membersAdded' as const, members: ['bob'] };
    const history = new HandMadeHistory();
    const change = (at: number, id: string, body: typeof remove | typeof add) => {
      const seq = history.log.length + 1;
      history.send(at, ['alice-1', id], body).store(at + 1, ['alice', id], body);
      history
        .settle(at + 2, ['alice-1', id], seq)
        .see(at + 3, ['alice-1', seq])
        .see(at + 3, ['alice-2', seq]);
    };
    change(100, 'rm', remove);
    history.at(105, { kind: 'left', deviceId: 'bob-1', chatId: 'chat' });
    change(200, 'add', add);
    change(300, 'again', remove);
    expect(kindsOf(history.end())).toEqual([]);
    const wasBack = { ...history.see(250, ['bob-1', 3], 'history').history };
    wasBack.events.sort((one, other) => one.at - other.at);
    expect(kindsOf(wasBack)).toEqual(['not-live']);
  });

  it('finds a phone that is told of nothing, unless a device of its user has got the message', () => {
    const history = new HandMadeHistory().say(100, 'alice-1', 'm1').end();
    const silent = {
      ...history,
      events: history.events.filter((event) => !(event.kind === 'pushed' && event.seq === 2)),
    };
    expect(kindsOf(silent)).toEqual(['push-missing']);
    const seen = silent.events.find(
      (event) => event.kind === 'seen' && event.deviceId === 'carol-1' && event.entry.seq === 2,
    )!;
    const events = [...silent.events, { ...seen, at: 9_000 }].sort((one, other) => one.at - other.at);
    expect(kindsOf({ ...silent, events })).toEqual([]);
  });

  it('takes a push of a later message of the chat for one of those before', () => {
    const history = new HandMadeHistory().say(100, 'alice-1', 'm1').say(200, 'alice-1', 'm2').end();
    const events = history.events.filter((event) => !(event.kind === 'pushed' && event.seq === 2));
    expect(kindsOf({ ...history, events })).toEqual([]);
  });
});
