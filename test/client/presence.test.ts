import { type UserPresence } from '../../client';
import { aClient } from '../support/a-client';
import { anError } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

const minuteMs = 60_000;
const at = (second: number) => `2026-11-24T10:00:${String(second).padStart(2, '0')}.000Z`;

/** A connected client, and a server that answers each watch as it is told. */
async function aWatcher() {
  const made = aClient();
  const answer = { status: 'online', validForSeconds: 600, at: at(10) };
  made.server.intercept = (request) => {
    if (request.action !== 'watchPresence' && request.action !== 'getPresence') return undefined;
    const presence = request.userIds.map((userId) => ({ userId, status: answer.status }));
    return { type: 'ok', presence, at: answer.at, validForSeconds: answer.validForSeconds };
  };
  await made.client.connect();
  const told: string[] = [];
  const listener = ({ userId, status, lastSeen = '' }: UserPresence) =>
    void told.push(`${userId} ${status} ${lastSeen}`.trim());
  const event = (userId: string, status: string, fields: object = {}) =>
    made.server.socket.push({
      type: 'presence',
      userId,
      status,
      at: at(20),
      validForSeconds: 500,
      ...fields,
    });
  return { ...made, answer, told, listener, event };
}

describe('Presence.get', () => {
  it('asks for 100 users at a time, each once', async () => {
    const { client, server } = await aWatcher();
    const users = Array.from({ length: 150 }, (_, index) => `user-${index}`);
    const found = await client.presence.get([...users, 'user-0'], 'group');
    expect(found.map(({ userId }) => userId)).toEqual(users);
    expect(server.requestsOf('getPresence').map(({ userIds, chatId }) => [userIds.length, chatId])).toEqual([
      [100, 'group'],
      [50, 'group'],
    ]);
  });
});

describe('Presence.watch', () => {
  it('tells how users are and what changes, but not what came late or is known', async () => {
    const { client, told, listener, event } = await aWatcher();
    client.presence.watch(['bob', 'cleo'], listener);
    await settle();
    event('bob', 'offline', { lastSeen: at(19) });
    event('bob', 'offline', { lastSeen: at(19) });
    event('bob', 'online', { at: at(15) });
    event('cleo', 'online');
    event('dave', 'online');
    expect(told).toEqual(['bob online', 'cleo online', `bob offline ${at(19)}`]);
    client.close();
  });

  it('is renewed before the 10 minutes are over, until it is unsubscribed', async () => {
    const { client, server, clock, told, listener, event } = await aWatcher();
    const unsubscribe = client.presence.watch(['bob'], listener);
    await clock.advance(30 * minuteMs);
    expect(server.requestsOf('watchPresence')).toHaveLength(5);
    expect(told).toEqual(['bob online']);
    unsubscribe();
    event('bob', 'offline');
    await clock.advance(30 * minuteMs);
    expect(server.requestsOf('watchPresence')).toHaveLength(5);
    expect(told).toHaveLength(1);
    client.close();
  });

  it('is unknown without a connection, and begins anew with the next', async () => {
    const { client, server, clock, told, listener } = await aWatcher();
    client.presence.watch(['bob'], listener);
    await settle();
    server.socket.drop();
    expect(told).toEqual(['bob online', 'bob unknown']);
    await clock.advance(2000);
    expect(told).toEqual(['bob online', 'bob unknown', 'bob online']);
    expect(server.requestsOf('watchPresence')).toHaveLength(2);
    client.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('is unknown once the time is over and it could not be renewed', async () => {
    const { client, server, clock, told, listener } = await aWatcher();
    client.presence.watch(['bob'], listener);
    await settle();
    const { intercept } = server;
    server.intercept = (request) =>
      request.action === 'watchPresence' ? anError('unavailable') : intercept(request);
    await clock.advance(9.9 * minuteMs);
    expect(told).toEqual(['bob online']);
    await clock.advance(minuteMs);
    expect(told).toEqual(['bob online', 'bob unknown']);
    server.intercept = intercept;
    await clock.advance(2 * minuteMs);
    expect(told).toEqual(['bob online', 'bob unknown', 'bob online']);
    client.close();
  });

  it('asks again in a while when the server cannot tell', async () => {
    const { client, server, clock, answer, told, listener } = await aWatcher();
    Object.assign(answer, { status: 'unknown', validForSeconds: 0 });
    client.presence.watch(['bob'], listener);
    await clock.advance(29_000);
    expect(server.requestsOf('watchPresence')).toHaveLength(1);
    Object.assign(answer, { status: 'online', validForSeconds: 600 });
    await clock.advance(2000);
    expect(told).toEqual(['bob unknown', 'bob online']);
    client.close();
  });

  it('goes over to the socket that takes over', async () => {
    const { client, server, clock, listener } = await aWatcher();
    client.presence.watch(['bob'], listener);
    await clock.advance(114 * minuteMs - 1);
    const before = server.requestsOf('watchPresence').length;
    await clock.advance(1);
    expect(client.state.reason).toBe('renewed');
    expect(server.requestsOf('watchPresence').length).toBe(before + 1);
    client.close();
  });

  it('begins with the connection if there is none yet', async () => {
    const { client, server } = aClient();
    const told: UserPresence[] = [];
    client.presence.watch(['bob'], (presence) => told.push(presence));
    expect(server.requests).toEqual([]);
    await client.connect();
    await settle();
    expect(told).toEqual([{ userId: 'bob', status: 'unknown' }]);
    client.close();
  });
});
