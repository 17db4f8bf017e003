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
});
