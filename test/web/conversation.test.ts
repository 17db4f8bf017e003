import { Conversation } from '../../web/model/conversation';
import { anOpenChat } from '../support/a-client';
import { anError, type FakeSocketServer } from '../support/fake-socket-server';
import { removed } from '../support/fake-chat';
import { settle } from '../support/manual-clock';

async function aConversation(lastSeq = 3) {
  const made = await anOpenChat(lastSeq);
  const told: number[] = [];
  const conversation = new Conversation(made.chat, ({ seq }) => told.push(seq));
  await settle();
  const shown = () => conversation.state.get().entries.map(({ seq }) => seq);
  const outgoing = () => conversation.state.get().outgoing.map(({ state, content }) => [state, content]);
  return { ...made, conversation, told, shown, outgoing };
}

const refuseSends = (server: FakeSocketServer) => {
  server.intercept = ({ action }) => (action === 'sendMessage' ? anError('not_found') : undefined);
};

describe('Conversation', () => {
  it('shows what comes, and the pages before it from the newest one back', async () => {
    const { server, conversation, shown, told } = await aConversation(100);
    server.fill('chat', 101);
    server.socket.push(server.messageEvent('chat', 101));
    await settle();
    expect([shown(), told]).toEqual([[101], [101]]);
    await conversation.loadOlder();
    expect([shown()[0], shown().length, conversation.state.get().hasOlder]).toEqual([21, 81, true]);
    await conversation.loadOlder();
    expect([shown()[0], shown().length, conversation.state.get().hasOlder]).toEqual([1, 101, false]);
    expect(told).toEqual([101]);
  });

  it('tells that a page could not be had, and fetches it at the next try', async () => {
    const { server, conversation, shown } = await aConversation();
    server.intercept = ({ action }) => (action === 'getMessages' ? anError('bad_request') : undefined);
    await conversation.loadOlder();
    expect([conversation.state.get().loading, shown()]).toEqual(['failed', []]);
    server.intercept = () => undefined;
    await conversation.loadOlder();
    expect([conversation.state.get().loading, shown()]).toEqual(['idle', [1, 2, 3]]);
  });

  it('shows an own message until it is in its place, though others before it are missing', async () => {
    const { server, conversation, clock, shown, outgoing } = await aConversation();
    server.fill('chat', 4);
    conversation.send('hello');
    expect(outgoing()).toEqual([['sending', 'hello']]);
    await settle();
    expect([shown(), outgoing()]).toEqual([[], [['sent', 'hello']]]);
    await clock.advance(1000);
    expect([shown(), outgoing()]).toEqual([[4, 5], []]);
  });

  it('shows neither entries nor own messages of a part of the chat that cannot be had', async () => {
    const { server, conversation, clock, shown, outgoing } = await aConversation();
    server.fill('chat', 4);
    conversation.send('hello');
    await settle();
    server.fill('chat', 6);
    server.chat('chat').expire(6);
    server.socket.drop();
    await clock.advance(2000);
    expect([shown(), outgoing()]).toEqual([[6], []]);
  });

  it('forgets what a server has lost that begins its numbers anew', async () => {
    const { server, chat, clock, shown } = await aConversation();
    server.fill('chat', 5);
    for (const seq of [4, 5]) server.socket.push(server.messageEvent('chat', seq));
    expect(shown()).toEqual([4, 5]);
    server.logOf('chat').splice(3);
    server.socket.drop();
    await clock.advance(2000);
    server.fill('chat', 4);
    server.socket.push(server.messageEvent('chat', 4));
    await clock.advance(1000);
    expect([shown().at(-1), new Set(shown()).size]).toEqual([4, shown().length]);
    expect(chat.messages.outgoing).toEqual([]);
  });

  it('keeps a message that failed until it is sent again or discarded', async () => {
    const { server, conversation, shown, outgoing } = await aConversation();
    refuseSends(server);
    for (const text of ['one', 'two']) conversation.send(text);
    await settle();
    expect(outgoing()).toEqual([
      ['failed', 'one'],
      ['failed', 'two'],
    ]);
    const [one, two] = conversation.state.get().outgoing;
    conversation.discard(two!);
    server.intercept = () => undefined;
    conversation.retry(one!);
    expect(outgoing()).toEqual([['sending', 'one']]);
    await settle();
    expect([shown(), outgoing()]).toEqual([[4], []]);
  });

  it('is left when the user is taken out, and open again when they are added', async () => {
    const { server, conversation } = await aConversation();
    server.change('chat', 'bob', removed);
    await settle();
    expect(conversation.state.get().isLeft).toBe(true);
    server.change('chat', 'bob', { kind: 'membersAdded', members: ['alice'] });
    await settle();
    expect(conversation.state.get().isLeft).toBe(false);
  });
});
