import * as fc from 'fast-check';
import { anOpenGroup } from '../support/a-client';
import { type Entry } from '../../client';
import { type ChatEvent } from '../../protocol';
import { settle } from '../support/manual-clock';

const removed: ChatEvent = { kind: 'memberRemoved', member: 'alice' };
const added: ChatEvent = { kind: 'membersAdded', members: ['alice'] };

describe('Chat.onLeft', () => {
  it('comes after the entry by which the user was removed', async () => {
    const { server, story } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    await settle();
    expect(story).toEqual(['4', 'left']);
  });

  it('comes when the user leaves on another device', async () => {
    const { server, story } = await anOpenGroup(3);
    server.change('group', 'alice', { kind: 'memberLeft' });
    await settle();
    expect(story).toEqual(['4', 'left']);
  });

  it('does not come when others leave or are removed', async () => {
    const { server, story } = await anOpenGroup(3);
    server.change('group', 'cleo', { kind: 'memberLeft' });
    server.change('group', 'bob', { kind: 'memberRemoved', member: 'cleo' });
    await settle();
    expect(story).toEqual(['4', '5']);
  });

  it('is the end: nothing is delivered, awaited or asked for after it, over reconnects too', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    server.fill('group', 9);
    server.socket.push(server.messageEvent('group', 5));
    server.socket.push(server.messageEvent('group', 9));
    await clock.advance(60_000);
    server.socket.drop();
    await clock.advance(10_000);
    expect(story).toEqual(['4', 'left']);
    expect(server.requestsOf('sync')).toEqual([]);
    expect(group.members.has('alice')).toBe(false);
  });

  it('comes after what arrived out of order, once nothing else can be had', async () => {
    const { server, clock, story } = await anOpenGroup(3);
    server.fill('group', 5);
    const change = server.change('group', 'bob', removed);
    expect(change.seq).toBe(6);
    await clock.advance(1000);
    expect(story).toEqual(['reset 6', '6', 'left']);
    await clock.advance(60_000);
    expect(server.requestsOf('sync')).toHaveLength(1);
  });

  it('comes without an entry when only a sync tells', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.socket.drop();
    group.change('bob', removed);
    await clock.advance(2000);
    expect(story).toEqual(['left']);
  });

  it('comes when a message is refused because of it, though nobody told', async () => {
    const { group, chat, clock, story } = await anOpenGroup(3);
    group.change('bob', removed);
    await expect(chat.messages.send('hello')).rejects.toMatchObject({ code: 'not_found' });
    await clock.advance(1);
    expect(story).toEqual(['left']);
  });

  it('comes once, though the event comes late and twice', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.socket.drop();
    const change = group.change('bob', removed);
    await clock.advance(2000);
    for (let count = 0; count < 2; count += 1) server.socket.push(server.chatEvent('group', change));
    await clock.advance(2000);
    expect(story).toEqual(['left']);
  });

  it('does not keep a message waiting for ever', async () => {
    const { server, chat, clock } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    server.socket.drop();
    await clock.advance(2000);
    await expect(chat.messages.send('hello')).rejects.toMatchObject({
      code: 'not_found',
      outcome: 'refused',
    });
  });

  it('does not hide that a message was stored before', async () => {
    const { server, group, chat, clock } = await anOpenGroup(3);
    server.intercept = (request) => {
      if (request.action !== 'sendMessage' || group.lastSeq > 3) return undefined;
      server.append(request);
      return 'silence';
    };
    const sent = chat.messages.send('hello');
    await settle();
    server.change('group', 'bob', removed);
    await clock.advance(15_000);
    expect(await sent).toMatchObject({ seq: 4 });
  });
});

describe('a chat that the user is added to again', () => {
  it('goes on from there, and says what cannot be had', async () => {
    const { server, clock, story, chat } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    server.fill('group', 7);
    server.change('group', 'bob', added);
    server.fill('group', 9);
    server.socket.push(server.messageEvent('group', 9));
    await clock.advance(1000);
    expect(story).toEqual(['4', 'left', 'reset 8', '8', '9']);
    expect(await chat.messages.send('back')).toMatchObject({ seq: 10 });
  });

  it('goes on without a reset if nothing was said meanwhile', async () => {
    const { server, story } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    server.change('group', 'bob', added);
    await settle();
    expect(story).toEqual(['4', 'left', '5']);
  });

  it('goes on though the news of leaving comes after that of coming back', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    const out = group.change('bob', removed);
    server.fill('group', 6);
    const back = group.change('bob', added);
    server.socket.push(server.chatEvent('group', back));
    server.socket.push(server.chatEvent('group', out));
    await clock.advance(1000);
    expect(story).toEqual(['4', 'left', 'reset 7', '7']);
  });

  it('goes on though a message of it comes before the news', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.change('group', 'bob', removed);
    const back = group.change('bob', added);
    server.fill('group', 6);
    server.socket.push(server.messageEvent('group', 6));
    server.socket.push(server.chatEvent('group', back));
    await clock.advance(1000);
    expect(story).toEqual(['4', 'left', '5', '6']);
  });

  it('is not left because of a sync from before', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.intercept = ({ action }) => (action === 'sync' ? 'silence' : undefined);
    server.fill('group', 5);
    server.socket.push(server.messageEvent('group', 5));
    await clock.advance(1000);
    const [asked] = server.requestsOf('sync');
    for (const event of [removed, added]) {
      const change = group.change('bob', event);
      server.socket.push(server.messageEvent('group', 4));
      server.socket.push(server.chatEvent('group', change));
    }
    const left = { chatId: 'group', messages: [], more: false, left: true };
    server.socket.push({ type: 'ok', requestId: asked!.requestId, chats: [left] });
    await clock.advance(1000);
    expect(story).toEqual(['4', '5', '6', 'left', '7']);
  });

  it('goes on after a reconnect if it happened meanwhile', async () => {
    const { server, group, clock, story } = await anOpenGroup(3);
    server.socket.drop();
    group.change('bob', removed);
    server.fill('group', 6);
    group.change('bob', added);
    server.fill('group', 8);
    await clock.advance(2000);
    expect(story).toEqual(['reset 7', '7', '8']);
  });
});

describe('a followed group', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant('message' as const) },
    { weight: 2, arbitrary: fc.constantFrom('remove' as const, 'add' as const) },
    { weight: 1, arbitrary: fc.constantFrom('send' as const, 'drop' as const, 'list' as const) },
    { weight: 2, arbitrary: fc.constant('wait' as const) },
  );
  /** How the event of each change arrives: late, twice, or never. */
  const fate = fc.constantFrom('now', 'now', 'now', 'late', 'twice', 'lost');

  it('tells the truth in the end, in order, however often the user comes and goes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, fate), { maxLength: 30 }), async (steps) => {
        const { client, server, group, chat, clock, story } = await anOpenGroup(1);
        const late: object[] = [];
        const visible = new Set<number>();
        const tell = (entry: Entry, isTold: boolean, how: string) => {
          if (!isTold) return;
          visible.add(entry.seq);
          const event =
            entry.contentType === 'EVENT'
              ? server.chatEvent('group', entry)
              : server.messageEvent('group', entry.seq);
          if (how === 'late') late.push(event);
          if (how !== 'late' && how !== 'lost') server.socket.push(event);
          if (how === 'twice') server.socket.push(event);
        };
        server.onAppend = (_, { seq }) => visible.add(seq);
        for (const [action, how] of steps) {
          const isIn = group.members.has('alice');
          if (action === 'message') {
            server.fill('group', group.lastSeq + 1);
            tell(group.log.at(-1)!, isIn, how);
          }
          if (action === 'remove' && isIn) tell(group.change('bob', removed), true, how);
          if (action === 'add' && !isIn) tell(group.change('bob', added), true, how);
          if (action === 'send') chat.messages.send('own').catch(() => undefined);
          if (action === 'drop' && server.socket.isOpen) server.socket.drop();
          if (action === 'list') client.chats.list().catch(() => undefined);
          if (action === 'wait') {
            await clock.advance(1500);
            for (const event of late.splice(0)) server.socket.push(event);
          }
        }
        for (const event of late.splice(0)) server.socket.push(event);
        // The last change may have been lost on the way: the list tells.
        await clock.advance(60_000);
        await client.chats.list();
        await clock.advance(60_000);
        checkStory(story, visible);
        const ids = group.log.map(({ clientMessageId }) => clientMessageId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(chat.messages.outgoing).toEqual([]);
        if (!group.members.has('alice')) expect(story.at(-1)).toBe('left');
        else if (visible.size > 0) expect(story.at(-1)).toBe(`${group.lastSeq}`);
        client.close();
        expect(clock.pendingTimers).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

/** Every entry once, in order, none skipped unless a reset or the end says so, and none that is not the user's to see. */
function checkStory(story: readonly string[], visible: ReadonlySet<number>): void {
  let next = 2;
  let isLeft = false;
  for (const line of story) {
    if (line === 'left') {
      expect(isLeft).toBe(false);
      isLeft = true;
    } else if (line.startsWith('reset ')) {
      expect(Number(line.slice(6))).toBeGreaterThan(next);
      next = Number(line.slice(6));
      isLeft = false;
    } else {
      expect(visible).toContain(Number(line));
      expect(Number(line)).toBe(next);
      next += 1;
      isLeft = false;
    }
  }
}
