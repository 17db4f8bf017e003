import { ConversationList } from '../../web/model/conversation-list';
import { aClient } from '../support/a-client';
import { anError } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

describe('ConversationList', () => {
  it('tells that it did not load, and loads when it is asked to', async () => {
    const { client, server } = aClient();
    server.fill('chat', 2);
    const list = new ConversationList(client);
    server.intercept = ({ action }) => (action === 'listChats' ? anError('bad_request') : undefined);
    await client.connect();
    await settle();
    expect(list.state.get()).toMatchObject({ isLoaded: false, hasFailed: true });
    server.intercept = () => undefined;
    list.load();
    await settle();
    expect(list.state.get()).toMatchObject({
      isLoaded: true,
      hasFailed: false,
      summaries: [{ chatId: 'chat' }],
    });
    client.close();
  });

  it('counts less once the user has read elsewhere, though the chat was never opened here', async () => {
    const { server, list } = await aListedGroup();
    const unread = () => list.state.get().summaries.map((summary) => summary.unread);
    server.reads('group', 'bob', 4);
    expect(unread()).toEqual([3]);
    server.reads('group', 'alice', 2);
    expect(unread()).toEqual([2]);
    server.reads('group', 'alice', 4);
    expect(unread()).toEqual([0]);
    expect(list.get('group')).toBeUndefined();
  });

  it('is without a chat that was left elsewhere and never opened here', async () => {
    const { server, list } = await aListedGroup();
    server.change('group', 'alice', { kind: 'memberLeft' });
    expect(list.state.get().summaries).toEqual([]);
  });

  it('keeps a chat that is open when the user is taken out of it, to be read', async () => {
    const { server, list } = await aListedGroup();
    await list.open('group');
    server.change('group', 'bob', { kind: 'memberRemoved', member: 'alice' });
    expect(list.state.get().summaries).toMatchObject([{ isLeft: true, unread: 0 }]);
  });

  it('does not count twice what the list has and the chat catches up on later', async () => {
    const { server, list, clock } = await aListedGroup();
    await list.open('group');
    server.socket.drop();
    server.fill('group', 6);
    server.chat('group').unread = 5;
    server.intercept = ({ action }) => (action === 'sync' ? anError('rate_limited') : undefined);
    await clock.advance(1_000);
    const line = () => list.state.get().summaries.map(({ unread, last }) => [unread, last?.seq]);
    expect(line()).toEqual([[5, 6]]);
    server.intercept = () => undefined;
    await clock.advance(60_000);
    expect(list.get('group')?.state.get().entries.at(-1)?.seq).toBe(6);
    expect(line()).toEqual([[5, 6]]);
  });
});

/** A list that has a group with 4 entries, 3 of them unread. */
async function aListedGroup() {
  const made = aClient();
  made.server.group('group', 4).unread = 3;
  const list = new ConversationList(made.client);
  await made.client.connect();
  await settle();
  return { ...made, list };
}
