import { WebSocket } from 'ws';
import { createParleyClient, type ParleyClient } from '../../client';
import type { Runtime } from '../../local/runtime-options';
import { startChat } from '../support/local-runtime';

/** Through the bundled function and the table of the template, by the client. */
describe('profiles', () => {
  let runtime: Runtime;
  const clients: ParleyClient[] = [];

  beforeAll(async () => {
    runtime = await startChat();
  }, 60_000);
  afterAll(async () => {
    for (const client of clients) client.close();
    await runtime.stop();
  });

  async function aUser(userId: string): Promise<ParleyClient> {
    const token = () => Promise.resolve(runtime.token(userId));
    const client = createParleyClient({ url: runtime.socketUrl, token, webSocket: WebSocket });
    clients.push(client);
    await client.connect();
    return client;
  }

  it('are found by handle, and seen by those who share a chat', async () => {
    const alice = await aUser('alice');
    const bob = await aUser('bob');
    const profile = await bob.users.update({ displayName: 'Bob B.', handle: 'bob.b' });
    expect(profile).toEqual({ userId: 'bob', displayName: 'Bob B.', handle: 'bob.b' });
    expect(await alice.users.get(['bob'])).toEqual([]);
    expect(await alice.users.find('bob.b')).toEqual(profile);
    await expect(alice.users.update({ handle: 'bob.b' })).rejects.toMatchObject({ code: 'taken' });
    await alice.chats.createDirect('bob');
    expect(await alice.users.get(['bob', 'carol'])).toEqual([profile]);
    const group = await alice.chats.createGroup({ title: 'Trip', members: ['carol'] });
    expect(await alice.users.get(['carol'], group.chatId)).toEqual([{ userId: 'carol' }]);
  });

  it('are refused when they break the schema', async () => {
    const alice = await aUser('alice');
    await expect(alice.users.update({ handle: 'No Spaces' })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(alice.users.update({ avatarUrl: 'javascript:alert(1)' })).rejects.toMatchObject({
      code: 'bad_request',
    });
    await expect(alice.users.update({})).rejects.toMatchObject({ code: 'bad_request' });
  });
});
