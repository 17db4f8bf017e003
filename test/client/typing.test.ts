import { anOpenChat, anOpenGroup } from '../support/a-client';
import { settle } from '../support/manual-clock';

async function aTypingChat() {
  const made = await anOpenChat(1);
  const seen: (readonly string[])[] = [];
  made.chat.typing.onChange((userIds) => seen.push(userIds));
  const told = () =>
    made.server.texts
      .map((text) => JSON.parse(text) as { action: string; state?: string })
      .flatMap(({ action, state }) => (action === 'typing' ? [state] : []));
  const push = (state: string, userId = 'bob') =>
    made.server.socket.push({ type: 'typing', chatId: 'chat', userId, state });
  return { ...made, seen, told, push };
}

describe('Typing.start', () => {
  it('tells at once, and not again for 3 s, however often it is called', async () => {
    const { chat, clock, told } = await aTypingChat();
    for (let stroke = 0; stroke < 29; stroke += 1) {
      chat.typing.start();
      await clock.advance(100);
    }
    expect(told()).toEqual(['started']);
    await clock.advance(100);
    chat.typing.start();
    expect(told()).toEqual(['started', 'started']);
  });

  it('tells anew after a pause that the others took for the end', async () => {
    const { chat, clock, told } = await aTypingChat();
    chat.typing.start();
    await clock.advance(5000);
    chat.typing.stop();
    chat.typing.start();
    expect(told()).toEqual(['started', 'started']);
  });

  it('tells nothing without a connection, and goes on with the next one', async () => {
    const { chat, clock, server, told } = await aTypingChat();
    server.socket.drop();
    chat.typing.start();
    expect(told()).toEqual([]);
    await clock.advance(6000);
    chat.typing.start();
    expect(told()).toEqual(['started']);
  });

  it('tells nothing in a chat that the user has left', async () => {
    const { chat, server } = await anOpenGroup(1);
    await chat.leave();
    chat.typing.start();
    expect(server.texts.some((text) => text.includes('"typing"'))).toBe(false);
  });
});

describe('Typing.stop', () => {
  it('tells that the user has stopped, once', async () => {
    const { chat, told } = await aTypingChat();
    chat.typing.start();
    chat.typing.stop();
    chat.typing.stop();
    expect(told()).toEqual(['started', 'stopped']);
  });

  it('tells nothing after a message, which says it', async () => {
    const { chat, told } = await aTypingChat();
    chat.typing.start();
    await chat.messages.send('here it is');
    chat.typing.stop();
    expect(told()).toEqual(['started']);
  });
});

describe('Typing.onChange', () => {
  it('tells who types until 5 s after they were last heard of', async () => {
    const { chat, clock, seen, push } = await aTypingChat();
    push('started');
    await clock.advance(3000);
    push('started');
    await clock.advance(4999);
    expect(chat.typing.userIds).toEqual(['bob']);
    await clock.advance(1);
    expect(seen).toEqual([['bob'], []]);
  });

  it('tells that they stopped', async () => {
    const { seen, push } = await aTypingChat();
    push('started');
    push('stopped');
    push('stopped');
    await settle();
    expect(seen).toEqual([['bob'], []]);
  });

  it('takes a message as the end, also for what it overtook', async () => {
    const { clock, server, seen, push } = await aTypingChat();
    push('started');
    server.fill('chat', 2);
    server.socket.push(server.messageEvent('chat', 2));
    push('started');
    await settle();
    expect(seen).toEqual([['bob'], []]);
    await clock.advance(500);
    push('started');
    await settle();
    expect(seen.at(-1)).toEqual(['bob']);
  });

  it('does not tell of the user themselves, on another device', async () => {
    const { seen, push } = await aTypingChat();
    push('started', 'alice');
    await settle();
    expect(seen).toEqual([]);
  });

  it('forgets who is taken out of the chat', async () => {
    const { chat, server } = await anOpenGroup(1);
    server.socket.push({ type: 'typing', chatId: 'group', userId: 'bob', state: 'started' });
    await settle();
    expect(chat.typing.userIds).toEqual(['bob']);
    server.change('group', 'alice', { kind: 'memberRemoved', member: 'bob' });
    await settle();
    expect(chat.typing.userIds).toEqual([]);
  });
});
