import { type Opening } from '../../terminal/options';
import { painter } from '../../terminal/render';
import { Session } from '../../terminal/session';
import { aClient } from '../support/a-client';
import { anError, FakeSocketServer } from '../support/fake-socket-server';

/** A session of alice with what it shows, times taken off. */
function aSession(opening: Opening, server = new FakeSocketServer()) {
  const { client, clock } = aClient({}, server);
  const lines: string[] = [];
  let status = '';
  const output = {
    print: (line: string) => void lines.push(line.replace(/^\d\d:\d\d /, '').trim()),
    setStatus: (text: string) => void (status = text),
  };
  const session = new Session(client, { name: 'alice', opening }, { output, paint: painter(false) });
  const type = async (...typed: string[]) => {
    lines.length = 0;
    for (const line of typed) session.take(line);
    await clock.advance(3000);
    return lines;
  };
  const start = async () => {
    await session.start();
    return lines;
  };
  return { client, server, clock, session, lines, type, start, status: () => status };
}

describe('Session', () => {
  it('opens the chat of two', async () => {
    const { start, status, type } = aSession({ kind: 'direct', with: 'bob' });
    await start();
    expect(status()).toBe('alice with bob (connected)');
    expect(await type('hello')).toEqual(['── Tuesday, 24 November 2026 ──', 'alice: hello ✓']);
  });

  it('makes a group', async () => {
    const { start, status } = aSession({ kind: 'group', title: 'Hike', members: ['bob', 'cleo'] });
    expect(await start()).toContain('· alice created “Hike” with bob and cleo');
    expect(status()).toBe('alice in Hike (connected)');
  });

  it('opens a chat that is known by its id', async () => {
    const server = new FakeSocketServer();
    server.group('known', 2);
    const { start } = aSession({ kind: 'chat', chatId: 'known' }, server);
    expect(await start()).toContain('bob: text 2');
  });

  it('carries out what was typed before the chat was there, in order', async () => {
    const { start, session, clock, lines } = aSession({ kind: 'direct', with: 'bob' });
    const started = start();
    session.take('one');
    session.take('two');
    await started;
    await session.settled();
    await clock.advance(1);
    expect(lines.slice(1)).toEqual(['alice: one ✓', 'alice: two ✓']);
  });
});

describe('Menu', () => {
  function aMenu() {
    const server = new FakeSocketServer();
    server.group('hike', 2).unread = 1;
    server.fill('of-two', 1);
    return aSession({ kind: 'list' }, server);
  }

  it('shows the chats and opens the one that is chosen', async () => {
    const { start, type, status } = aMenu();
    expect(await start()).toEqual([
      '1  Hike (1 unread) · bob: text 2',
      '2  bob · bob: text 1',
      '· type the number of the chat to open',
    ]);
    expect(await type('3')).toEqual(['· type the number of a chat, or /quit']);
    expect(await type('1', 'hello')).toEqual([
      '── Tuesday, 24 November 2026 ──',
      '· alice created “Hike” with bob',
      'bob: text 2',
      'alice: hello ✓',
    ]);
    expect(status()).toBe('alice in Hike (connected)');
  });

  it('shows a chat that appears', async () => {
    const { start, server, type, lines, clock } = aSession({ kind: 'list' });
    expect((await start())[0]).toMatch(/in no chat yet/);
    server.group('trip', 1, { title: 'Trip' }).members.delete('alice');
    server.change('trip', 'bob', { kind: 'membersAdded', members: ['alice'] });
    await clock.advance(1);
    expect(lines.at(-1)).toBe('1  Trip');
    expect(await type('1')).toContain('· bob added alice');
  });

  it('goes on when the chosen chat is not there any more', async () => {
    const { start, server, type } = aMenu();
    await start();
    server.intercept = ({ action }) => (action === 'getChat' ? anError('not_found') : undefined);
    expect(await type('1')).toEqual([expect.stringMatching(/^✗ 1 \(.*not_found\)$/)]);
    server.intercept = () => undefined;
    expect(await type('1')).toContain('bob: text 2');
  });

  it('shows no control character of others', async () => {
    const { start, server } = aMenu();
    server.chat('hike').title = '\u001b[2J';
    Object.assign(server.logOf('hike').at(-1)!, { content: '\u0007\n\u202e' });
    expect((await start())[0]).toBe('1  \\u001b[2J (1 unread) · bob: \\u0007 \\u202e');
  });
});

describe('Conversation', () => {
  async function aGroup() {
    const made = aSession({ kind: 'group', title: 'Hike', members: ['bob'] });
    await made.start();
    const [group] = [...made.server.chats.values()];
    return { ...made, group: group! };
  }

  it('adds and removes people, and gives another title', async () => {
    const { type, status } = await aGroup();
    expect(await type('/add cleo, dave', '/remove bob', '/title A long trip')).toEqual([
      '· alice added cleo and dave',
      '· alice removed bob',
      '· alice renamed this chat to “A long trip”',
    ]);
    expect(status()).toBe('alice in A long trip (connected)');
  });

  it('says who is there, after what was typed before', async () => {
    const { type } = await aGroup();
    expect(await type('/add cleo', '/who')).toContain('· alice (owner), bob and cleo');
  });

  it('leaves, and says so', async () => {
    const { type, group } = await aGroup();
    expect(await type('/leave')).toEqual([
      '· alice left',
      expect.stringMatching(/^· you are not in this chat any more/),
    ]);
    expect(group.members.has('alice')).toBe(false);
    expect(await type('hello')).toEqual([expect.stringMatching(/^✗ hello \(.*not_found\)$/)]);
  });

  it('goes on when the user is added again, and says that something is missing', async () => {
    const { server, group, lines, type, clock } = await aGroup();
    await type('/leave');
    server.fill(group.chatId, 5);
    server.change(group.chatId, 'bob', { kind: 'membersAdded', members: ['alice'] });
    await clock.advance(1000);
    expect(lines.slice(2)).toEqual(['· what was said in between cannot be shown', '· bob added alice']);
  });

  it('shows the entry by which the user is removed', async () => {
    const { server, group, lines, clock } = await aGroup();
    lines.length = 0;
    server.change(group.chatId, 'bob', { kind: 'memberRemoved', member: 'alice' });
    await clock.advance(1);
    expect(lines).toEqual(['· bob removed alice', expect.stringMatching(/not in this chat any more/)]);
  });

  it('explains the commands, and what is no command', async () => {
    const { type } = await aGroup();
    expect(await type('/help')).toHaveLength(6);
    expect(await type('/nothing')).toEqual([expect.stringContaining('no command /nothing')]);
  });

  it('says what the server refused, with what was typed', async () => {
    const { type, server } = await aGroup();
    server.intercept = ({ action }) => (action === 'addMembers' ? anError('forbidden') : undefined);
    expect(await type('/add cleo')).toEqual(['✗ /add cleo (unable to do it; forbidden)']);
  });

  it('tells of another chat in which something is new', async () => {
    const { server, lines, clock } = await aGroup();
    server.group('trip', 1, { title: 'Trip' });
    server.fill('trip', 2);
    server.socket.push(server.messageEvent('trip', 2));
    await clock.advance(1);
    expect(lines.at(-1)).toBe('· something is new in Trip: --chat trip opens it');
  });

  it('says once that the other one has read what was said last', async () => {
    const { server, start, type, lines } = aSession({ kind: 'direct', with: 'bob' });
    await start();
    await type('hello');
    lines.length = 0;
    server.gets('direct-bob', 'bob', 1);
    server.reads('direct-bob', 'bob', 1);
    server.reads('direct-bob', 'bob', 1);
    expect(lines).toEqual(['· bob has read this']);
    expect(await type('again')).toEqual(['alice: again ✓']);
  });

  it('marks what it shows as read', async () => {
    const server = new FakeSocketServer();
    server.group('known', 2);
    const { start, clock } = aSession({ kind: 'chat', chatId: 'known' }, server);
    await start();
    await clock.advance(2000);
    expect(server.chat('known').cursors.of('alice').readSeq).toBe(2);
    server.fill('known', 3);
    server.socket.push(server.messageEvent('known', 3));
    await clock.advance(2000);
    expect(server.chat('known').cursors.of('alice').readSeq).toBe(3);
  });

  it('opens a direct chat again that the server has lost', async () => {
    const { server, start, clock, lines } = aSession({ kind: 'direct', with: 'bob' });
    await start();
    const [chat] = [...server.chats.values()];
    chat!.members.clear();
    server.socket.drop();
    await clock.advance(2000);
    expect(lines).toEqual(['· the server does not know this chat any more; it starts anew']);
    expect(server.requestsOf('createChat')).toHaveLength(2);
  });
});
