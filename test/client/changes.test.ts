import { anOpenChat, anOpenGroup } from '../support/a-client';
import { added, type ChangeRequest } from '../support/fake-chat';
import { anError, type FakeSocketServer, type Request } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

const changing = new Set(['addMembers', 'removeMember', 'leaveChat', 'updateChat']);

/** Answers the first changes as told, and the ones after as usual. */
function answerChanges(
  server: FakeSocketServer,
  ...answers: (object | 'silence' | 'carry out in silence')[]
) {
  server.intercept = (request: Request) => {
    if (!changing.has(request.action)) return undefined;
    const answer = answers.shift();
    if (answer !== 'carry out in silence') return answer;
    server.carryOut(request as ChangeRequest);
    return 'silence';
  };
}

describe('Members', () => {
  it('adds users, and delivers the entry without waiting', async () => {
    const { server, chat, story } = await anOpenGroup(3);
    await chat.members.add(['cleo', 'dave']);
    await settle();
    expect(server.requestsOf('addMembers')).toMatchObject([{ afterSeq: 3, members: ['cleo', 'dave'] }]);
    expect(chat.info.memberCount).toBe(4);
    expect(story).toEqual(['4']);
  });

  it('removes a user and gives roles', async () => {
    const { group, chat } = await anOpenGroup(3);
    await chat.members.setRoles([{ userId: 'bob', role: 'ADMIN' }]);
    expect(group.members.get('bob')).toMatchObject({ role: 'ADMIN' });
    await chat.members.remove('bob');
    expect([...group.members.keys()]).toEqual(['alice']);
  });

  it('is done when there is nothing to do', async () => {
    const { server, chat, clock, story } = await anOpenGroup(3);
    await chat.members.add(['bob']);
    await clock.advance(5000);
    expect(story).toEqual([]);
    expect(server.requestsOf('sync')).toEqual([]);
  });

  it('tells what the server refuses, and goes on with what follows', async () => {
    const { server, chat } = await anOpenGroup(3);
    answerChanges(server, anError('forbidden'));
    const refused = chat.members.remove('bob');
    const sent = chat.messages.send('hello');
    await expect(refused).rejects.toMatchObject({ code: 'forbidden', outcome: 'refused' });
    expect(await sent).toMatchObject({ seq: 4 });
  });

  it('refuses a frame that would cost the socket, unsent, and goes on with what follows', async () => {
    const { server, chat } = await anOpenGroup(3);
    const everybody = Array.from({ length: 2000 }, (_, index) => `a-user-with-a-long-id-${index}`);
    const tooLarge = { code: 'too_large', outcome: 'refused', retryable: false };
    const refused = expect(chat.members.add(everybody)).rejects.toMatchObject(tooLarge);
    const sent = chat.messages.send('hello');
    await refused;
    expect(await sent).toMatchObject({ seq: 4 });
    expect(server.requests.filter(({ action }) => changing.has(action))).toEqual([]);
  });
});

describe('a change of a chat', () => {
  it('waits for the messages sent before it, and they do not wait for long', async () => {
    const { group, chat } = await anOpenGroup(3);
    const all = [chat.messages.send('bye'), chat.leave()];
    await Promise.all(all);
    expect(group.log.slice(3)).toMatchObject([{ content: 'bye' }, { content: { kind: 'memberLeft' } }]);
  });

  it('is not among the outgoing messages', async () => {
    const { server, chat } = await anOpenGroup(3);
    answerChanges(server, 'silence');
    chat.setTitle('Trip').catch(() => undefined);
    void chat.messages.send('hello');
    expect(chat.messages.outgoing).toMatchObject([{ content: 'hello' }]);
  });

  it('repeats the same bytes when no answer comes, though the chat has gone on', async () => {
    const { server, group, chat, clock } = await anOpenGroup(3);
    answerChanges(server, 'carry out in silence');
    const members = ['cleo'];
    const added = chat.members.add(members);
    members.push('mallory');
    await settle();
    server.fill('group', 6);
    server.socket.push(server.messageEvent('group', 5));
    await clock.advance(12_000);
    await added;
    expect(new Set(server.textsOf('addMembers')).size).toBe(1);
    expect([...group.members.keys()]).toEqual(['alice', 'bob', 'cleo']);
    expect(group.log.filter(({ contentType }) => contentType === 'EVENT')).toHaveLength(2);
  });

  it('is carried out once when an answer is lost with the connection', async () => {
    const { server, group, chat, clock, story } = await anOpenGroup(3);
    answerChanges(server, 'carry out in silence');
    const renamed = chat.setTitle('Trip');
    await settle();
    server.socket.drop();
    await clock.advance(2000);
    await renamed;
    expect(server.requestsOf('updateChat')).toHaveLength(1);
    expect(group.lastSeq).toBe(4);
    expect([story, chat.info.title]).toEqual([['4'], 'Trip']);
  });

  it('waits for the connection', async () => {
    const { server, chat, clock } = await anOpenGroup(3);
    server.socket.drop();
    const renamed = chat.setTitle('Trip');
    await clock.advance(1000);
    await renamed;
    expect(server.chatOf('group').title).toBe('Trip');
  });

  it('waits as long as the server asks', async () => {
    const { server, chat, clock } = await anOpenGroup(3);
    answerChanges(server, anError('rate_limited', { retryAfterMs: 4000 }));
    const renamed = chat.setTitle('Trip');
    await clock.advance(3999);
    expect(server.requestsOf('updateChat')).toHaveLength(1);
    await clock.advance(1000);
    await renamed;
  });

  it('is made if its entry is found after a stale attempt', async () => {
    const { server, group, chat, clock } = await anOpenGroup(3);
    answerChanges(server, 'carry out in silence');
    server.onAppend = () => server.fill('group', 300);
    const renamed = chat.setTitle('Trip');
    await clock.advance(15_000);
    await renamed;
    expect(server.requestsOf('updateChat')).toHaveLength(2);
    expect(group.lastSeq).toBe(300);
  });

  it('is tried anew from the head, under the same id, if its entry is not there', async () => {
    const { server, chat, clock, story } = await anOpenGroup(3);
    server.fill('group', 300);
    const renamed = chat.setTitle('Trip');
    await clock.advance(5000);
    await renamed;
    const tries = server.requestsOf('updateChat');
    expect(tries.map(({ afterSeq }) => afterSeq)).toEqual([3, 300]);
    expect(new Set(tries.map(({ clientMessageId }) => clientMessageId)).size).toBe(1);
    expect(story).toHaveLength(298);
  });

  it('has an unknown outcome if its entry may be among those that cannot be read', async () => {
    const { server, group, chat, clock } = await anOpenGroup(3);
    answerChanges(server, 'silence');
    const outcome = expect(chat.setTitle('Trip')).rejects.toMatchObject({
      outcome: 'unknown',
      message: /whether the chat was changed/,
    });
    await settle();
    server.fill('group', 9);
    group.expire(7);
    await clock.advance(15_000);
    await outcome;
  });

  it('ends with the client', async () => {
    const { client, server, chat } = await anOpenGroup(3);
    answerChanges(server, 'silence');
    const outcomes = Promise.allSettled([chat.setTitle('Trip'), chat.leave()]);
    await settle();
    client.close();
    expect(await outcomes).toMatchObject([
      { reason: { code: 'closed', outcome: 'unknown' } },
      { reason: { code: 'closed', outcome: 'refused' } },
    ]);
  });
});

describe('Chat.leave', () => {
  it('ends the chat on this device, after its entry', async () => {
    const { server, chat, clock, story } = await anOpenGroup(3);
    await chat.leave();
    server.socket.drop();
    await clock.advance(5000);
    expect(story).toEqual(['4', 'left']);
    expect(server.requestsOf('sync')).toEqual([]);
  });

  it('asks nothing if the user is out already', async () => {
    const { server, chat } = await anOpenGroup(3);
    await chat.leave();
    await chat.leave();
    expect(server.requestsOf('leaveChat')).toHaveLength(1);
  });

  it('is content if somebody else was faster, though nobody told', async () => {
    const { group, chat, clock, story } = await anOpenGroup(3);
    group.change('bob', { kind: 'memberRemoved', member: 'alice' });
    await chat.leave();
    await clock.advance(1);
    expect(story).toEqual(['left']);
  });

  it('is content if it was carried out and can no longer be found', async () => {
    const { server, chat, clock, story } = await anOpenGroup(3);
    answerChanges(server, 'carry out in silence', anError('stale_attempt'));
    const left = chat.leave();
    await clock.advance(15_000);
    await left;
    expect(story).toEqual(['left']);
  });

  it('does not end the chat for a user who was added again before the answer came', async () => {
    const { server, group, chat, clock, story } = await anOpenGroup(3);
    answerChanges(server, 'carry out in silence');
    const left = chat.leave();
    await settle();
    server.socket.push(server.chatEvent('group', group.change('bob', added)));
    await clock.advance(15_000);
    await left;
    server.fill('group', 6);
    server.socket.push(server.messageEvent('group', 6));
    await clock.advance(1);
    expect(story).toEqual(['reset 5', '5', '6']);
  });

  it('fails in a direct chat', async () => {
    const { server, chat } = await anOpenChat(3);
    answerChanges(server, anError('forbidden'));
    await expect(chat.leave()).rejects.toMatchObject({ code: 'forbidden' });
  });
});
