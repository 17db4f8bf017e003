import { anOpenGroup } from '../support/a-client';
import { removed } from '../support/fake-chat';
import { settle } from '../support/manual-clock';

describe('Chat.onLeft', () => {
  it('comes after the entry by which the user was removed', async () => {
    const { server, story } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    await settle();
    expect(story).toEqual(['4', 'left']);
  });

  it('comes when the user leaves on another device', async () => {
    const { server, story } = await anOpenGroup(3);
    server.change('group', 'alice', { kind: 'memberLeft' });
    await settle();
    expect(story).toEqual(['4', 'left']);
  });

  it('does not come when others leave or are removed', async () => {
    const { server, story } = await anOpenGroup(3);
    server.change('group', 'cleo', { kind: 'memberLeft' });
    server.change('group', 'bob', { kind: 'memberRemoved', member: 'cleo' });
    await settle();
    expect(story).toEqual(['4', '5']);
  });

  it('is the end: nothing is delivered, awaited or asked for after it, over reconnects too', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    server.fill('group', 9);
    server.socket.push(server.messageEvent('group', 5));
    server.socket.push(server.messageEvent('group', 9));
    await clock.advance(60_000);
    server.socket.drop();
    await clock.advance(10_000);
    expect(story).toEqual(['4', 'left']);
    expect(server.requestsOf('sync')).toEqual([]);
    expect(group.members.has('alice')).toBe(false);
  });

  it('comes after what arrived out of order, once nothing else can be had', async () => {
    const { server, clock, story } = await anOpenGroup(3);
    server.fill('group', 5);
    const change = server.change('group', 'bob', removed);
    expect(change.seq).toBe(6);
    await clock.advance(1000);
    expect(story).toEqual(['reset 6', '6', 'left']);
    await clock.advance(60_000);
    expect(server.requestsOf('sync')).toHaveLength(1);
  });

  it('comes without an entry when only a sync tells', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.socket.drop();
    group.change('bob', removed);
    await clock.advance(2000);
    expect(story).toEqual(['left']);
  });

  it('comes when a message is refused because of it, though nobody told', async () => {
    const { group, chat, clock, story } = await anOpenGroup(3);
    group.change('bob', removed);
    await expect(chat.messages.send('hello')).rejects.toMatchObject({ code: 'not_found' });
    await clock.advance(1);
    expect(story).toEqual(['left']);
  });

  it('comes once, though the event comes late and twice', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.socket.drop();
    const change = group.change('bob', removed);
    await clock.advance(2000);
    for (let count = 0; count < 2; count += 1) server.socket.push(server.chatEvent('group', change));
    await clock.advance(2000);
    expect(story).toEqual(['left']);
  });

  it('does not keep a message waiting for ever', async () => {
    const { server, chat, clock } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    server.socket.drop();
    await clock.advance(2000);
    await expect(chat.messages.send('hello')).rejects.toMatchObject({
      code: 'not_found',
      outcome: 'refused',
    });
  });

  it('does not hide that a message was stored before', async () => {
    const { server, group, chat, clock } = await anOpenGroup(3);
    server.intercept = (request) => {
      if (request.action !== 'sendMessage' || group.lastSeq > 3) return undefined;
      server.append(request);
      return 'silence';
    };
    const sent = chat.messages.send('hello');
    await settle();
    server.change('group', 'bob', removed);
    await clock.advance(15_000);
    expect(await sent).toMatchObject({ seq: 4 });
  });
});
