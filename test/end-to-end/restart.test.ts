import { WebSocket } from 'ws';
import { createParleyClient, type Entry } from '../../client';
import type { Runtime } from '../../local/runtime-options';
import { startChat } from '../support/local-runtime';

/** The runtime keeps its tables in memory: started again, it knows no chat, while clients are still open. */
describe('a local runtime that is started again', () => {
  it('lets open clients talk on in a chat that starts anew', async () => {
    let runtime: Runtime = await startChat();
    const port = Number(new URL(runtime.socketUrl).port);
    const people = ['alice', 'bob'].map((userId) =>
      createParleyClient({
        url: runtime.socketUrl,
        token: () => Promise.resolve(runtime.token(userId)),
        webSocket: WebSocket,
        random: () => 0,
      }),
    );
    const [alice, bob] = [people[0]!, people[1]!];
    try {
      await Promise.all(people.map((client) => client.connect()));
      const aliceChat = await alice.chats.createDirect('bob');
      const bobChat = await bob.chats.createDirect('alice');
      await aliceChat.messages.send('before');
      const heard: Entry[] = [];
      const heardAfter = new Promise<void>((resolve) => {
        bobChat.messages.onMessage((entry) => {
          heard.push(entry);
          if (entry.content === 'after') resolve();
        });
      });
      const reopened = Promise.all([
        new Promise((resolve) => aliceChat.onLeft(() => resolve(alice.chats.createDirect('bob')))),
        new Promise((resolve) => bobChat.onLeft(() => resolve(bob.chats.createDirect('alice')))),
      ]);
      await runtime.stop();
      runtime = await startChat({}, port);
      await reopened;
      expect(await aliceChat.messages.send('after')).toMatchObject({ seq: 2 });
      await heardAfter;
      expect(heard.filter((entry) => entry.content === 'after')).toHaveLength(1);
    } finally {
      for (const client of people) client.close();
      await runtime.stop();
    }
  }, 60_000);
});
