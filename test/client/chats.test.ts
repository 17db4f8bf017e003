import { type Chat } from '../../client';
import { aClient, anOpenChat, anOpenGroup, deliveredBy } from '../support/a-client';
import { anEntry, type Request } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

describe('Chats.createGroup', () => {
  it('makes a group and opens it', async () => {
    const { client, server } = aClient();
    await client.connect();
    const chat = await client.chats.createGroup({ title: 'Hike', members: ['bob', 'cleo'] });
    expect(server.requestsOf('createChat')).toMatchObject([
      { type: 'GROUP', title: 'Hike', members: ['bob', 'cleo'], clientMessageId: 'own-message-id-1' },
    ]);
    expect(chat.info).toMatchObject({ type: 'GROUP', title: 'Hike', memberCount: 3 });
    expect(client.chats.get(chat.chatId)).toBe(chat);
  });

  it('makes another group at each call', async () => {
    const { client } = aClient();
    await client.connect();
    const group = { title: 'Hike', members: ['bob'] };
    const [one, other] = [await client.chats.createGroup(group), await client.chats.createGroup(group)];
    expect(one.chatId).not.toBe(other.chatId);
  });

  it('makes one group however often it has to ask, with what it was given at the call', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    let tries = 0;
    server.intercept = (request) => {
      if (request.action !== 'createChat') return undefined;
      server.answer(request);
      return (tries += 1) < 3 ? 'silence' : undefined;
    };
    const members = ['bob'];
    const made = client.chats.createGroup({ title: 'Hike', members });
    members.push('mallory');
    await clock.advance(25_000);
    expect((await made).info.memberCount).toBe(2);
    expect(server.chats.size).toBe(1);
    const asked = server
      .requestsOf('createChat')
      .map(({ requestId: _, ...fields }) => JSON.stringify(fields));
    expect([asked.length, new Set(asked).size]).toEqual([3, 1]);
  });

  it('refuses a frame that would cost the socket, unsent', async () => {
    const { client, server } = aClient();
    await client.connect();
    const members = Array.from({ length: 2000 }, (_, index) => `a-user-with-a-long-id-${index}`);
    const made = client.chats.createGroup({ title: 'Hike', members });
    await expect(made).rejects.toMatchObject({ code: 'too_large', outcome: 'refused' });
    expect(server.requestsOf('createChat')).toEqual([]);
  });
});

describe('Chats.list', () => {
  it('loads every page, and puts the latest activity first', async () => {
    const { client, server } = aClient();
    await client.connect();
    server.listPageSize = 2;
    for (const [index, chatId] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      server.logOf(chatId).push(anEntry(1, { sentAt: `2026-11-24T10:00:0${(index * 3) % 5}.000Z` }));
    }
    const listed = await client.chats.list();
    expect(listed.map(({ chatId }) => chatId)).toEqual(['d', 'b', 'e', 'c', 'a']);
    expect(server.requestsOf('listChats')).toHaveLength(3);
  });

  it('tells of each chat its newest entry, how much is unread and the cursors', async () => {
    const { client, server } = aClient();
    await client.connect();
    server.group('group', 3).unread = 2;
    expect(await client.chats.list()).toMatchObject([
      {
        chatId: 'group',
        info: { title: 'Hike', lastSeq: 3 },
        lastMessage: { seq: 3, content: 'text 3' },
        unread: 2,
        cursors: { joinedSeq: 1, deliveredSeq: 0, readSeq: 0 },
      },
    ]);
  });

  it('takes the creation for the activity of a chat whose entries have expired', async () => {
    const { client, server } = aClient();
    await client.connect();
    server.fill('talkative', 1);
    server.chat('old').createdAt = '2020-01-01T00:00:00.000Z';
    server.chat('new').createdAt = '2027-01-01T00:00:00.000Z';
    const listed = await client.chats.list();
    expect(listed.map(({ chatId }) => chatId)).toEqual(['new', 'talkative', 'old']);
    expect(listed[0]).not.toHaveProperty('lastMessage');
  });

  it('lists a chat whose newest entry is of a kind that it does not know', async () => {
    const { client, server } = aClient();
    await client.connect();
    server.logOf('chat').push({ ...anEntry(1), contentType: 'EVENT', content: { kind: 'pinned' } } as never);
    expect(await client.chats.list()).toMatchObject([{ lastMessage: { contentType: 'UNKNOWN' } }]);
  });

  it('shows a chat that was made while this client was offline, to be opened', async () => {
    const { client, server, clock } = await anOpenChat(3);
    server.socket.drop();
    server.group('made-meanwhile', 5);
    await clock.advance(1000);
    const listed = await client.chats.list();
    expect(listed.map(({ chatId }) => chatId).sort()).toEqual(['chat', 'made-meanwhile']);
    const chat = await client.chats.open('made-meanwhile');
    expect((await chat.messages.history()).entries).toHaveLength(5);
  });

  it('follows nothing by itself', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    server.group('group', 5);
    await client.chats.list();
    server.socket.drop();
    await clock.advance(5000);
    expect(client.chats.all).toEqual([]);
    expect(server.requests.map(({ action }) => action)).toEqual(['hello', 'listChats', 'hello']);
  });

  it('brings a followed chat up to what the list says', async () => {
    const { client, server, clock, delivered, chat } = await anOpenChat(3);
    server.fill('chat', 5);
    server.chat('chat').title = 'another';
    await client.chats.list();
    await clock.advance(1);
    expect(delivered).toEqual([4, 5]);
    expect(chat.info.title).toBe('another');
  });

  it('finds out that a followed chat was left or joined, though nobody told', async () => {
    const { client, group, clock, story } = await anOpenGroup(3);
    group.change('bob', { kind: 'memberRemoved', member: 'alice' });
    await client.chats.list();
    await clock.advance(1);
    expect(story).toEqual(['left']);
    group.change('bob', { kind: 'membersAdded', members: ['alice'] });
    await client.chats.list();
    await clock.advance(1);
    expect(story).toEqual(['left', 'reset 5', '5']);
  });
});

describe('Chats.onChat', () => {
  it('tells of a group that the user is added to, starting at that entry', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    const group = server.group('group', 4, { members: ['bob', 'cleo'] });
    group.members.delete('alice');
    let delivered: number[] = [];
    client.chats.onChat(({ messages }) => (delivered = deliveredBy(messages)));
    server.change('group', 'bob', { kind: 'membersAdded', members: ['alice'] });
    server.fill('group', 6);
    server.socket.push(server.messageEvent('group', 6));
    await clock.advance(100);
    expect(delivered).toEqual([5, 6]);
    expect(server.requestsOf('getChat')).toEqual([]);
  });

  it('does not tell of a chat that is not followed when the user is taken out of it', async () => {
    const { client, server } = aClient();
    await client.connect();
    server.group('group', 4);
    const appeared: Chat[] = [];
    client.chats.onChat((chat) => appeared.push(chat));
    server.change('group', 'bob', { kind: 'memberRemoved', member: 'alice' });
    await settle();
    expect([appeared, client.chats.all]).toEqual([[], []]);
  });

  it('tells that a chat is over if the user was out of it before the news of coming in came', async () => {
    const { client, server } = aClient();
    await client.connect();
    const group = server.group('group', 4);
    group.members.delete('alice');
    const late = server.chatEvent('group', group.change('bob', { kind: 'membersAdded', members: ['alice'] }));
    server.change('group', 'bob', { kind: 'memberRemoved', member: 'alice' });
    const story: string[] = [];
    client.chats.onChat((chat) => {
      story.push('appeared');
      chat.onLeft(() => story.push('left'));
    });
    server.socket.push(late);
    await settle();
    expect(story).toEqual(['appeared', 'left']);
  });
});

describe('Chats.open', () => {
  it('tells that the user left while it was opening', async () => {
    const { client, server } = aClient();
    server.group('group', 3);
    await client.connect();
    server.intercept = ({ action }: Request) => {
      if (action !== 'getChat') return undefined;
      const answer = { type: 'ok', chat: server.chat('group').infoWithMembers };
      server.change('group', 'bob', { kind: 'memberRemoved', member: 'alice' });
      return answer;
    };
    const chat = await client.chats.open('group');
    const seqs = deliveredBy(chat.messages);
    await settle();
    expect(seqs).toEqual([4]);
    await expect(chat.messages.send('hello')).rejects.toMatchObject({ code: 'not_found' });
  });
});
