import * as fc from 'fast-check';
import { type Entry } from '../../client';
import { anOpenGroup } from '../support/a-client';
import { added, removed } from '../support/fake-chat';

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
