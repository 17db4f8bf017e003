import { useChats, useConnection, useMessages, usePresence, useTyping } from '../../client/react';
import { aClient, anOpenChat } from '../support/a-client';
import { anError } from '../support/fake-socket-server';
import { renderHook } from '../support/render-hook';

const seqsOf = ({ entries }: { entries: readonly { seq: number }[] }) => entries.map(({ seq }) => seq);

describe('useMessages', () => {
  it('has a page of history, what comes and what is sent, in order', async () => {
    const { client, server, chat } = await anOpenChat(3);
    const hook = await renderHook(() => useMessages(chat));
    await hook.after();
    expect(seqsOf(hook.now)).toEqual([1, 2, 3]);
    expect(hook.now).toMatchObject({ hasOlder: false, isLoading: false });
    await hook.after(() => {
      server.fill('chat', 4);
      server.socket.push(server.messageEvent('chat', 4));
    });
    server.intercept = ({ action }) => (action === 'sendMessage' ? 'silence' : undefined);
    await hook.after(() => void chat.messages.send('hello').catch(() => undefined));
    expect(seqsOf(hook.now)).toEqual([1, 2, 3, 4]);
    expect(hook.now.outgoing).toMatchObject([{ state: 'sending', content: 'hello' }]);
    await hook.unmount();
    client.close();
  });

  it('loads older pages, one at a time, and tries again after a failure', async () => {
    const { client, server, chat, clock } = await anOpenChat(120);
    const hook = await renderHook(() => useMessages(chat));
    await hook.after();
    expect(seqsOf(hook.now)[0]).toBe(71);
    server.intercept = ({ action }) => (action === 'getMessages' ? anError('bad_request') : undefined);
    await hook.after(() => hook.now.loadOlder());
    expect(hook.now).toMatchObject({ isLoading: false, error: { code: 'bad_request' } });
    server.intercept = () => undefined;
    const asked = server.requestsOf('getMessages').length;
    await hook.after(() => (hook.now.loadOlder(), hook.now.loadOlder()));
    expect(server.requestsOf('getMessages')).toHaveLength(asked + 1);
    expect(seqsOf(hook.now)[0]).toBe(21);
    expect(hook.now.error).toBeUndefined();
    await hook.after(() => hook.now.loadOlder());
    await hook.after(() => hook.now.loadOlder());
    expect(seqsOf(hook.now)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    await hook.unmount();
    client.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('tells when an own message has been read, and when one failed', async () => {
    const { client, server, chat } = await anOpenChat(3);
    const hook = await renderHook(() => useMessages(chat));
    await hook.after(() => chat.messages.send('hello'));
    expect(hook.now.entries.at(-1)).toMatchObject({ seq: 4, status: 'SENT' });
    expect(hook.now.outgoing).toEqual([]);
    const unchanged = hook.now.entries[0];
    await hook.after(() => server.reads('chat', 'bob', 4));
    expect(hook.now.entries.at(-1)).toMatchObject({ seq: 4, status: 'READ' });
    expect(hook.now.entries[0]).toBe(unchanged);
    server.intercept = ({ action }) => (action === 'sendMessage' ? anError('not_found') : undefined);
    await hook.after(() => void chat.messages.send('refused').catch(() => undefined));
    expect(hook.now.outgoing).toMatchObject([{ state: 'failed', content: 'refused' }]);
    await hook.unmount();
    client.close();
  });

  it('shows an own message until it is in its place, though others before it are missing', async () => {
    const { client, server, chat, clock } = await anOpenChat(3);
    const hook = await renderHook(() => useMessages(chat));
    await hook.after();
    server.fill('chat', 4);
    await hook.after(() => chat.messages.send('hello'));
    expect(seqsOf(hook.now)).toEqual([1, 2, 3]);
    expect(hook.now.outgoing).toMatchObject([
      { state: 'sent', content: 'hello', acknowledgement: { seq: 5 } },
    ]);
    await hook.after(() => clock.advance(1000));
    expect(seqsOf(hook.now)).toEqual([1, 2, 3, 4, 5]);
    expect(hook.now.outgoing).toEqual([]);
    await hook.unmount();
    client.close();
  });

  it('shows an own message no longer that is in a part of the chat that cannot be had', async () => {
    const { client, server, chat, clock } = await anOpenChat(3);
    const hook = await renderHook(() => useMessages(chat));
    server.fill('chat', 4);
    await hook.after(() => chat.messages.send('hello'));
    server.fill('chat', 6);
    server.chat('chat').expire(6);
    await hook.after(() => server.socket.drop());
    await hook.after(() => clock.advance(2000));
    expect(seqsOf(hook.now).at(-1)).toBe(6);
    expect(hook.now.outgoing).toEqual([]);
    await hook.unmount();
    client.close();
  });

  it('keeps a message that failed, or was refused at once, until it is sent again or dismissed', async () => {
    const { client, server, chat } = await anOpenChat(3);
    const hook = await renderHook(() => useMessages(chat));
    server.intercept = ({ action }) => (action === 'sendMessage' ? anError('not_found') : undefined);
    await hook.after(() => void chat.messages.send('refused').catch(() => undefined));
    await hook.after(() => void chat.messages.send('').catch(() => undefined));
    expect(hook.now.outgoing).toMatchObject([
      { state: 'failed', content: 'refused', error: { code: 'not_found' } },
      { state: 'failed', content: '', error: { code: 'bad_request' } },
    ]);
    const [refused, empty] = hook.now.outgoing;
    await hook.after(() => hook.now.dismiss(empty!));
    expect(hook.now.outgoing).toEqual([refused]);
    server.intercept = () => undefined;
    await hook.after(() => hook.now.retry(refused!));
    expect(hook.now.outgoing).toEqual([]);
    expect(hook.now.entries.at(-1)).toMatchObject({ seq: 4, content: 'refused' });
    await hook.unmount();
    client.close();
  });

  it('still has what came when it is used again', async () => {
    const { client, server, chat } = await anOpenChat(3);
    const first = await renderHook(() => useMessages(chat));
    await first.after(() => {
      server.fill('chat', 4);
      server.socket.push(server.messageEvent('chat', 4));
    });
    await first.unmount();
    server.fill('chat', 5);
    server.socket.push(server.messageEvent('chat', 5));
    const again = await renderHook(() => useMessages(chat));
    expect(seqsOf(again.seen[0]!)).toEqual([1, 2, 3, 4, 5]);
    expect(server.requestsOf('getMessages')).toHaveLength(1);
    await again.unmount();
    client.close();
  });
});

describe('useChats', () => {
  it('loads them at each connection, when a chat appears and when asked', async () => {
    const { client, server, clock } = aClient();
    server.fill('one', 2);
    const hook = await renderHook(() => useChats(client));
    expect(hook.now.chats).toBeUndefined();
    await hook.after(() => client.connect());
    expect(hook.now.chats?.map(({ chatId }) => chatId)).toEqual(['one']);
    server.fill('two', 3);
    await hook.after(() => server.socket.push(server.messageEvent('two', 3)));
    expect(hook.now.chats?.map(({ chatId }) => chatId).sort()).toEqual(['one', 'two']);
    const loads = server.requestsOf('listChats').length;
    await hook.after(() => hook.now.reload());
    server.socket.drop();
    await hook.after(() => clock.advance(2000));
    expect(server.requestsOf('listChats')).toHaveLength(loads + 2);
    await hook.unmount();
    client.close();
  });
});

describe('useChats of a list that is loaded', () => {
  it('follows what comes, what is read elsewhere, what is made here and what is left, without another load', async () => {
    const { client, server } = aClient();
    server.group('group', 4).unread = 3;
    server.group('other', 2);
    await client.connect();
    const hook = await renderHook(() => useChats(client));
    await hook.after();
    const lines = () =>
      hook.now.chats?.map(({ chatId, lastMessage, unread }) => `${chatId} ${lastMessage?.seq} ${unread}`);
    await hook.after(() => server.reads('group', 'alice', 3));
    expect(lines()).toEqual(['group 4 1', 'other 2 0']);
    server.fill('other', 3);
    await hook.after(() => server.socket.push(server.messageEvent('other', 3)));
    expect(lines()).toEqual(['group 4 1', 'other 3 1']);
    await hook.after(() => server.change('group', 'alice', { kind: 'memberLeft' }));
    expect(lines()).toEqual(['other 3 1']);
    expect(server.requestsOf('listChats')).toHaveLength(1);
    await hook.after(() => client.chats.createGroup({ title: 'New', members: ['bob'] }));
    expect(hook.now.chats?.map(({ info }) => info.title).sort()).toEqual(['Hike', 'New']);
    await hook.unmount();
    client.close();
  });
});

describe('useTyping', () => {
  it('has who types now, and tells that the user does', async () => {
    const { client, server, chat, clock } = await anOpenChat(3);
    const hook = await renderHook(() => useTyping(chat));
    await hook.after(() =>
      server.socket.push({ type: 'typing', chatId: 'chat', userId: 'bob', state: 'started' }),
    );
    expect(hook.now.userIds).toEqual(['bob']);
    await hook.after(() => clock.advance(5000));
    expect(hook.now.userIds).toEqual([]);
    hook.now.start();
    hook.now.stop();
    expect(server.requestsOf('typing').map(({ state }) => state)).toEqual(['started', 'stopped']);
    await hook.unmount();
    client.close();
  });
});

describe('usePresence', () => {
  it('has how users are as long as it is used', async () => {
    const { client, server } = aClient();
    await client.connect();
    const hook = await renderHook(() => usePresence(client, ['bob', 'cleo']));
    await hook.after();
    await hook.after(() =>
      server.socket.push({
        type: 'presence',
        userId: 'bob',
        status: 'online',
        at: '2026-11-24T10:00:00.000Z',
        validForSeconds: 60,
      }),
    );
    expect([...hook.now.values()].map(({ userId, status }) => `${userId} ${status}`).sort()).toEqual([
      'bob online',
      'cleo unknown',
    ]);
    expect(server.requestsOf('watchPresence')).toHaveLength(1);
    await hook.unmount();
    client.close();
  });
});

describe('useConnection', () => {
  it('has the state of the connection', async () => {
    const { client } = aClient();
    const hook = await renderHook(() => useConnection(client));
    await hook.after(() => client.connect());
    await hook.after(() => client.close());
    const statuses = hook.seen.map(({ status }) => status);
    expect([statuses[0], statuses.includes('connected'), statuses.at(-1)]).toEqual(['idle', true, 'closed']);
    await hook.unmount();
  });
});
