import { HandMadeHistory } from './a-history';
import { kindsOf } from './kinds-of';

describe('checkDevices with retention', () => {
  const expiring = (expiresAt: number) => {
    const history = new HandMadeHistory().say(100, 'alice-1', 'm1').say(200, 'alice-1', 'm2');
    history.log[1]!.expiresAt = expiresAt;
    return history;
  };

  it('finds what is given to somebody who asks when it has expired', () => {
    const asked = (askedAt: number) => {
      const sent = { kind: 'sent' as const, deviceId: 'bob-1', chatId: 'chat', seqs: [2], askedAt };
      return kindsOf(
        expiring(50_000)
          .at(askedAt + 10, sent)
          .end(),
      );
    };
    expect(asked(49_999)).toEqual([]);
    expect(asked(50_000)).toEqual(['expired-shown']);
  });

  it('lets a reset go past what has expired, and past nothing else', () => {
    const reset = (expiresAt: number) => {
      const history = new HandMadeHistory().send(100, ['alice-1', 'm1']).store(101, ['alice', 'm1']);
      history.settle(102, ['alice-1', 'm1'], 2).see(103, ['alice-1', 2]).see(103, ['alice-2', 2]);
      history.log[1]!.expiresAt = expiresAt;
      history.at(250, { kind: 'reset', deviceId: 'bob-1', chatId: 'chat', fromSeq: 3 });
      return kindsOf(history.say(300, 'alice-1', 'm2').end());
    };
    expect(reset(250)).toEqual([]);
    expect(reset(251)).toEqual(['skipped']);
  });
});

describe('checkDevices', () => {
  it('finds an entry that is told twice by one client, and not by two', () => {
    const bad = new HandMadeHistory().say(100, 'alice-1', 'm1').see(150, ['bob-1', 2]);
    expect(kindsOf(bad.end())).toEqual(['duplicate']);
    const good = new HandMadeHistory()
      .say(100, 'alice-1', 'm1')
      .at(140, { kind: 'started', deviceId: 'bob-1' });
    expect(kindsOf(good.see(150, ['bob-1', 2]).end())).toEqual([]);
  });

  it('finds an entry that is told and not stored', () => {
    const ghost = { seq: 2, senderId: 'alice', clientMessageId: 'm1', body: 'm1' };
    const bad = new HandMadeHistory().send(100, ['alice-1', 'm1']).see(101, ['bob-1', ghost]);
    expect(kindsOf(bad.end())).toEqual(['unsettled', 'phantom']);
  });

  it('finds devices that have different entries at one place', () => {
    const bad = new HandMadeHistory().say(100, 'alice-1', 'm1').say(200, 'alice-1', 'm2');
    const other = bad.log[1]!;
    bad.at(300, { kind: 'started', deviceId: 'bob-1' }).see(301, ['bob-1', { ...other, seq: 3 }]);
    expect(kindsOf(bad.end())).toEqual(['order-diverges']);
  });

  it('finds entries out of order, or left out', () => {
    const back = new HandMadeHistory()
      .say(100, 'alice-1', 'm1')
      .say(200, 'alice-1', 'm2')
      .see(300, ['bob-1', 2]);
    expect(kindsOf(back.end())).toEqual(['order-diverges']);
    const over = new HandMadeHistory().say(100, 'alice-1', 'm1').say(200, 'alice-1', 'm2');
    over.history.events = over.history.events.filter(
      (event) => !(event.kind === 'seen' && event.deviceId === 'bob-1' && event.entry.seq === 2),
    );
    expect(kindsOf(over.see(400, ['bob-1', 2], 'history').end())).toEqual(['skipped']);
  });

  it('finds what is told or pushed to somebody who was not in the chat', () => {
    const remove = { kind: 'memberRemoved' as const, member: 'bob' };
    const removed = () => {
      const made = new HandMadeHistory()
        .send(100, ['alice-1', 'rm'], remove)
        .store(101, ['alice', 'rm'], remove);
      made
        .settle(102, ['alice-1', 'rm'], 2)
        .seeAll(103, 2)
        .send(200, ['alice-1', 'm1'])
        .store(201, ['alice', 'm1']);
      return made
        .settle(202, ['alice-1', 'm1'], 3)
        .see(203, ['alice-1', 3])
        .see(203, ['alice-2', 3])
        .pushCarol(203, 3);
    };
    expect(kindsOf(removed().end())).toEqual([]);
    expect(kindsOf(removed().see(204, ['bob-1', 3]).end())).toEqual(['leak']);
    expect(kindsOf(removed().see(204, ['bob-1', 3], 'history').end())).toEqual(['leak']);
    const sent = removed().at(204, { kind: 'sent', deviceId: 'bob-1', chatId: 'chat', seqs: [2, 3] });
    expect(kindsOf(sent.end())).toEqual(['leak']);
    const pushed = removed().at(204, { kind: 'pushed', deviceId: 'bob-1', chatId: 'chat', seq: 3 });
    expect(kindsOf(pushed.end())).toEqual(['leak']);
  });

  it('finds a reset past what could be had, or back', () => {
    const past = new HandMadeHistory().say(100, 'alice-1', 'm1').say(200, 'alice-1', 'm2');
    past.history.events = past.history.events.filter(
      (event) => !(event.kind === 'seen' && event.deviceId === 'bob-1' && event.entry.seq > 1),
    );
    past.at(300, { kind: 'reset', deviceId: 'bob-1', chatId: 'chat', fromSeq: 3 }).see(301, ['bob-1', 3]);
    expect(kindsOf(past.see(400, ['bob-1', 2], 'history').end())).toEqual(['skipped']);
    const back = new HandMadeHistory().say(100, 'alice-1', 'm1');
    back.at(300, { kind: 'reset', deviceId: 'bob-1', chatId: 'chat', fromSeq: 1 });
    expect(kindsOf(back.end())).toEqual(['skipped']);
  });
});
