import { anOpenGroup } from '../support/a-client';
import { added, removed } from '../support/fake-chat';
import { settle } from '../support/manual-clock';

/** A group whose sync, for entries 4 and 5, has not been answered. */
async function anOldSync() {
  const made = await anOpenGroup(3);
  const { server, clock } = made;
  let requestId = '';
  server.intercept = (request) => {
    if (request.action !== 'sync' || requestId !== '') return undefined;
    ({ requestId } = request);
    return 'silence';
  };
  server.fill('group', 5);
  server.socket.push(server.messageEvent('group', 5));
  await clock.advance(1000);
  const answer = (sync: object) => {
    server.socket.push({
      type: 'ok',
      requestId,
      chats: [{ chatId: 'group', messages: [], more: false, ...sync }],
    });
    return settle();
  };
  return { ...made, answer, answerLeft: () => answer({ left: true }) };
}

describe('a chat that the user is added to again', () => {
  it('goes on from there, and says what cannot be had', async () => {
    const { server, clock, story, chat } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    server.fill('group', 7);
    server.change('group', 'bob', added);
    server.fill('group', 9);
    server.socket.push(server.messageEvent('group', 9));
    await clock.advance(1000);
    expect(story).toEqual(['4', 'left', 'reset 8', '8', '9']);
    expect(await chat.messages.send('back')).toMatchObject({ seq: 10 });
  });

  it('goes on without a reset if nothing was said meanwhile', async () => {
    const { server, story } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    server.change('group', 'bob', added);
    await settle();
    expect(story).toEqual(['4', 'left', '5']);
  });

  it('goes on though the news of leaving comes after that of coming back', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    const out = group.change('bob', removed);
    server.fill('group', 6);
    const back = group.change('bob', added);
    server.socket.push(server.chatEvent('group', back));
    server.socket.push(server.chatEvent('group', out));
    await clock.advance(1000);
    expect(story).toEqual(['4', 'left', 'reset 7', '7']);
  });

  it('goes on though a message of it comes before the news', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    const back = group.change('bob', added);
    server.fill('group', 6);
    server.socket.push(server.messageEvent('group', 6));
    server.socket.push(server.chatEvent('group', back));
    await clock.advance(1000);
    expect(story).toEqual(['4', 'left', '5', '6']);
  });

  it('is not left because of a sync from before', async () => {
    const { server, group, clock, story, answerLeft } = await anOldSync();
    for (const event of [removed, added]) {
      const change = group.change('bob', event);
      server.socket.push(server.messageEvent('group', 4));
      server.socket.push(server.chatEvent('group', change));
    }
    server.fill('group', 9);
    server.socket.push(server.messageEvent('group', 9));
    await answerLeft();
    await clock.advance(1000);
    expect(story).toEqual(['4', '5', '6', 'left', '7', '8', '9']);
  });

  it('is not left because of a sync from before that still lacks entries', async () => {
    const { server, group, story, answerLeft } = await anOldSync();
    for (const event of [removed, added]) server.change('group', 'bob', event);
    expect(group.lastSeq).toBe(7);
    await answerLeft();
    expect(story).toEqual(['reset 5', '5', '6', 'left', '7']);
  });

  it('is left and goes on if the news of leaving is lost', async () => {
    const { server, group, story, answerLeft } = await anOldSync();
    group.change('bob', removed);
    server.change('group', 'bob', added);
    await answerLeft();
    expect(story).toEqual(['reset 5', '5', 'left', 'reset 7', '7']);
  });

  it('is not set back by a sync that tells how to go on where it already went on', async () => {
    const { server, group, story, answer } = await anOldSync();
    server.socket.push(server.messageEvent('group', 4));
    for (const event of [removed, added]) server.change('group', 'bob', event);
    await answer({ messages: group.log.slice(6), reset: { fromSeq: 7 } });
    expect(story).toEqual(['4', '5', '6', 'left', '7']);
  });

  it('does not go on because of a list from before', async () => {
    const { client, server, clock, story } = await anOpenGroup(3);
    server.intercept = (request) => {
      if (request.action !== 'listChats') return undefined;
      const answer = { type: 'ok', ...server.answer(request) };
      server.change('group', 'bob', removed);
      return answer;
    };
    await client.chats.list();
    await clock.advance(5000);
    expect(story).toEqual(['4', 'left']);
  });

  it('is left again if the news of coming back comes after a sync that says left', async () => {
    const { server, group, story, answerLeft } = await anOldSync();
    group.change('bob', removed);
    await answerLeft();
    const late = server.chatEvent('group', group.change('bob', added));
    group.change('bob', removed);
    server.socket.push(late);
    await settle();
    expect(story).toEqual(['reset 5', '5', 'left', 'reset 7', '7', 'left']);
  });

  it('goes on after a reconnect if it happened meanwhile', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.socket.drop();
    group.change('bob', removed);
    server.fill('group', 6);
    group.change('bob', added);
    server.fill('group', 8);
    await clock.advance(2000);
    expect(story).toEqual(['reset 7', '7', '8']);
  });
});

describe('a chat that the server had lost', () => {
  it('goes on when it is made anew', async () => {
    const { server, clock, story } = await anOpenGroup(3);
    server.chats.clear();
    server.chat('group').members.clear();
    server.socket.drop();
    await clock.advance(2000);
    const group = server.group('group');
    group.createdAt = '2026-11-25T00:00:00.000Z';
    server.socket.push(server.chatEvent('group', group.log[0]!));
    await settle();
    expect(story).toEqual(['left', 'reset 1', '1']);
  });
});
