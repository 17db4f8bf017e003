import { HandMadeHistory } from './a-history';
import type { History } from './history';
import { kindsOf } from './kinds-of';

/** bob watches alice, who has a phone and a laptop, both connected. */
class Watched extends HandMadeHistory {
  constructor() {
    super();
    this.history.promises.presence = { onlineWithinMs: 5_000, offlineWithinMs: 20_000 };
    this.history.faultsEndedAt = 0;
    this.at(5, { kind: 'watching', deviceId: 'bob-1', userIds: ['alice'], inChat: 'chat' });
    this.hears(6, 'online');
  }

  hears(at: number, status: 'online' | 'offline' | 'unknown'): this {
    return this.at(at, { kind: 'presence', deviceId: 'bob-1', userId: 'alice', status });
  }

  loses(at: number, ...deviceIds: string[]): this {
    for (const deviceId of deviceIds) this.at(at, { kind: 'disconnected', deviceId });
    return this;
  }
}

const inOrder = (history: History): History => {
  history.events.sort((one, other) => one.at - other.at);
  return history;
};

describe('checkPresence', () => {
  it('finds somebody who is gone and still taken for online', () => {
    const gone = () => new Watched().loses(1_000, 'alice-1', 'alice-2');
    expect(kindsOf(gone().hears(20_999, 'offline').end())).toEqual([]);
    expect(kindsOf(gone().hears(21_001, 'offline').end())).toEqual(['presence-wrong']);
    expect(kindsOf(gone().end())).toEqual(['presence-wrong']);
  });

  it('finds somebody who is called offline while another device of theirs is there', () => {
    const half = () => new Watched().loses(1_000, 'alice-1');
    expect(kindsOf(half().end())).toEqual([]);
    expect(kindsOf(half().hears(30_000, 'offline').end())).toEqual(['presence-wrong']);
  });

  it('finds somebody who has come and is not told of', () => {
    const back = (toldAt: number) => {
      const history = new Watched().loses(1_000, 'alice-1', 'alice-2').hears(1_100, 'offline');
      history.at(30_000, { kind: 'connected', deviceId: 'alice-1' }).hears(toldAt, 'online');
      return kindsOf(history.end());
    };
    expect(back(34_999)).toEqual([]);
    expect(back(35_001)).toEqual(['presence-wrong']);
  });

  it('expects nothing of a watcher that has no connection itself, of a stranger, or where nothing is promised', () => {
    const gone = () => new Watched().loses(1_000, 'alice-1', 'alice-2', 'bob-1');
    expect(kindsOf(gone().end())).toEqual([]);
    const stranger = new Watched().loses(1_000, 'alice-1', 'alice-2').end();
    const asked = stranger.events.map((event) => {
      if (event.kind !== 'watching') return event;
      return { ...event, inChat: 'another' };
    });
    expect(kindsOf({ ...stranger, events: asked })).toEqual([]);
    const { presence: _, ...promises } = stranger.promises;
    expect(kindsOf({ ...stranger, promises })).toEqual([]);
  });

  it('finds a device that is told of somebody whom it does not watch, or may not', () => {
    const sent = (deviceId: string, userId: string) =>
      kindsOf(inOrder(new Watched().at(100, { kind: 'presenceSent', deviceId, how: 'event', userId }).end()));
    expect(sent('bob-1', 'alice')).toEqual([]);
    expect(sent('alice-2', 'bob')).toEqual(['presence-leak']);
    expect(sent('bob-1', 'mallory')).toEqual(['presence-leak']);
  });
});
