import { createParleyClient, type Entry, type Messages, type ParleyClientOptions } from '../../client';
import { FakeSocketServer } from './fake-socket-server';
import { ManualClock } from './manual-clock';

/** A client of a fake server, with a clock to move and the same "randomness" each time. */
export function aClient(options: Partial<ParleyClientOptions> = {}, server = new FakeSocketServer()) {
  const clock = new ManualClock();
  let ids = 0;
  const client = createParleyClient({
    url: 'ws://test/local',
    token: () => Promise.resolve('token'),
    webSocket: server.webSocket,
    clock,
    random: () => 0.5,
    createId: () => `own-message-id-${(ids += 1)}`,
    ...options,
  });
  return { client, server, clock };
}

/** A connected client that has opened `chat` with entries 1 to `lastSeq`. */
export async function anOpenChat(lastSeq = 3, options: Partial<ParleyClientOptions> = {}) {
  const made = aClient(options);
  made.server.fill('chat', lastSeq);
  await made.client.connect();
  const chat = await made.client.chats.open('chat');
  return { ...made, chat, delivered: deliveredBy(chat.messages) };
}

/** A connected client that has opened `group`, which alice owns and bob is in, with entries 1 to `lastSeq`. */
export async function anOpenGroup(lastSeq = 3, options: Partial<ParleyClientOptions> = {}) {
  const made = aClient(options);
  const group = made.server.group('group', lastSeq);
  await made.client.connect();
  const chat = await made.client.chats.open('group');
  const story: string[] = [];
  chat.messages.onMessage(({ seq }) => story.push(`${seq}`));
  chat.onReset(({ fromSeq }) => story.push(`reset ${fromSeq}`));
  chat.onLeft(() => story.push('left'));
  return { ...made, group, chat, story };
}

/** The seqs that come out of a chat from now on. */
export function deliveredBy(messages: Messages): number[] {
  const seqs: number[] = [];
  messages.onMessage((entry: Entry) => seqs.push(entry.seq));
  return seqs;
}
