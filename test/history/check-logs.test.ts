import { HandMadeHistory } from './a-history';
import { kindsOf } from './kinds-of';

describe('checkLogs of a log with retention', () => {
  /** The second message takes the seq that it is given. */
  const numbered = (seq: number, expiresAt: number) => {
    const history = new HandMadeHistory().say(100, 'alice-1', 'm1').say(200, 'alice-1', 'm2').end();
    const before = history.logs['chat']!.slice(0, 2).map((entry) => ({ ...entry, expiresAt }));
    const events = history.events.map((event) => {
      if (event.kind === 'seen' && event.entry.seq === 3) return { ...event, entry: { ...event.entry, seq } };
      return event.kind === 'settled' && event.clientMessageId === 'm2' ? { ...event, seq } : event;
    });
    return kindsOf({
      ...history,
      events,
      logs: { chat: [...before, { ...history.logs['chat']![2]!, seq }] },
    });
  };

  it('lets numbers go on higher up only where all before had expired', () => {
    expect(numbered(1000, 150)).not.toContain('seq-not-dense');
    expect(numbered(1000, 250)).toContain('seq-not-dense');
    expect(numbered(2, 150)).toContain('seq-not-dense');
  });

  it('finds an entry that is dated before the one before it', () => {
    const dated = (sentAt: number) => {
      const history = new HandMadeHistory().say(100, 'alice-1', 'm1').end();
      const [first, second] = history.logs['chat']!;
      return kindsOf({
        ...history,
        logs: {
          chat: [
            { ...first!, sentAt: 50 },
            { ...second!, sentAt },
          ],
        },
      });
    };
    expect(dated(50)).toEqual([]);
    expect(dated(49)).toEqual(['order-diverges']);
  });
});

describe('checkLogs', () => {
  it('finds a message that was acknowledged and is not there', () => {
    const bad = new HandMadeHistory().send(100, ['alice-1', 'm1']).settle(101, ['alice-1', 'm1'], 2);
    expect(kindsOf(bad.end())).toEqual(['acknowledged-lost']);
  });

  it('finds an acknowledgement that names another place', () => {
    const bad = new HandMadeHistory().say(100, 'alice-1', 'm1').settle(110, ['alice-1', 'm1'], 3);
    expect(kindsOf(bad.end())).toEqual(['acknowledged-lost']);
  });

  it('finds a message that is stored twice', () => {
    const bad = new HandMadeHistory().say(100, 'alice-1', 'm1').store(150, ['alice', 'm1']).seeAll(151, 3);
    expect(kindsOf(bad.end())).toEqual(['duplicate']);
  });

  it('finds an entry that nobody asked for, or that says something else', () => {
    const unasked = new HandMadeHistory().store(100, ['alice', 'm1']).seeAll(101, 2);
    expect(kindsOf(unasked.end())).toEqual(['phantom']);
    const changed = new HandMadeHistory().send(100, ['alice-1', 'm1']).store(100, ['alice', 'm1'], 'else');
    expect(kindsOf(changed.settle(101, ['alice-1', 'm1'], 2).seeAll(102, 2).end())).toEqual(['phantom']);
    const stolen = new HandMadeHistory()
      .send(100, ['alice-1', 'm1'])
      .store(100, ['bob', 'm1'])
      .seeAll(102, 2);
    expect(kindsOf(stolen.end())).toContain('phantom');
  });

  it('takes the part of a change that was left to do for what was asked', () => {
    const body = { kind: 'membersAdded' as const, members: ['dave'] };
    const good = new HandMadeHistory().send(100, ['alice-1', 'add'], { ...body, members: ['bob', 'dave'] });
    good.store(101, ['alice', 'add'], body).settle(102, ['alice-1', 'add'], 2).seeAll(102, 2);
    expect(kindsOf(good.end())).toEqual([]);
  });

  it('finds a hole in the numbers', () => {
    const bad = new HandMadeHistory().say(100, 'alice-1', 'm1').say(200, 'alice-1', 'm2');
    bad.history.logs['chat'] = bad.log.filter(({ seq }) => seq !== 2);
    expect(kindsOf(bad.end())).toContain('seq-not-dense');
  });

  it('finds messages of one device in another order, and not those of two devices', () => {
    const bad = new HandMadeHistory().send(100, ['alice-1', 'm1']).say(101, 'alice-1', 'm2');
    bad.store(110, ['alice', 'm1']).settle(111, ['alice-1', 'm1'], 3).seeAll(112, 3);
    expect(kindsOf(bad.end())).toEqual(['sender-order']);
    const good = new HandMadeHistory().send(100, ['alice-1', 'm1']).say(101, 'alice-2', 'm2');
    good.store(110, ['alice', 'm1']).settle(111, ['alice-1', 'm1'], 3).seeAll(112, 3);
    expect(kindsOf(good.end())).toEqual([]);
  });

  it('finds messages out of order across a restart, where a change may come later', () => {
    const restarted = () => new HandMadeHistory().at(105, { kind: 'started', deviceId: 'alice-1' });
    const bad = new HandMadeHistory()
      .send(100, ['alice-1', 'm1'])
      .at(105, { kind: 'started', deviceId: 'alice-1' });
    bad
      .say(106, 'alice-1', 'm2')
      .store(110, ['alice', 'm1'])
      .settle(111, ['alice-1', 'm1'], 3)
      .seeAll(112, 3);
    expect(kindsOf(bad.end())).toEqual(['sender-order']);
    const title = { kind: 'updated' as const, title: 'y' };
    const good = restarted();
    good.history.events.splice(-1, 0, {
      at: 100,
      kind: 'send',
      deviceId: 'alice-1',
      chatId: 'chat',
      clientMessageId: 't',
      body: title,
      isKept: false,
    });
    good.say(106, 'alice-1', 'm2').store(110, ['alice', 't'], title).seeAll(112, 3);
    expect(kindsOf(good.end())).toEqual([]);
  });

  it('finds a refusal of what is stored, and a message whose end was never told', () => {
    const bad = new HandMadeHistory()
      .send(100, ['alice-1', 'm1'])
      .store(101, ['alice', 'm1'])
      .see(102, ['bob-1', 2]);
    expect(kindsOf(bad.end())).toContain('unsettled');
    bad.at(103, {
      kind: 'settled',
      deviceId: 'alice-1',
      clientMessageId: 'm1',
      outcome: 'refused',
      code: 'x',
    });
    expect(kindsOf(bad.history)[0]).toBe('refused-but-stored');
  });

  it('finds a refusal of the retry of what is stored, and not of a try before', () => {
    const refusedAt = (askedAt: number) =>
      new HandMadeHistory().say(100, 'alice-1', 'm1').at(200, {
        kind: 'refused',
        deviceId: 'alice-1',
        chatId: 'chat',
        clientMessageId: 'm1',
        code: 'not_found',
        askedAt,
      });
    expect(kindsOf(refusedAt(150).end())).toEqual(['refused-but-stored']);
    expect(kindsOf(refusedAt(100).end())).toEqual([]);
  });

  it('finds an entry of somebody who was not in the chat', () => {
    const remove = { kind: 'memberRemoved' as const, member: 'bob' };
    const bad = new HandMadeHistory().send(90, ['bob-1', 'm1']).send(100, ['alice-1', 'rm'], remove);
    bad.store(101, ['alice', 'rm'], remove).store(102, ['bob', 'm1']).settle(103, ['bob-1', 'm1'], 3);
    for (const deviceId of ['alice-1', 'alice-2']) bad.see(104, [deviceId, 2]).see(104, [deviceId, 3]);
    bad.see(104, ['bob-1', 2]).pushCarol(104, 3);
    expect(kindsOf(bad.end())).toEqual(['leak']);
  });
});
