import type { EventEntry } from '../../../lambda/domain/log-entry';
import { nextEntry } from '../../../lambda/domain/next-entry';
import { foldEvents } from '../../../lambda/domain/roster';
import type { ChatEvent } from '../../../protocol';

const at = { nowMs: Date.UTC(2026, 0, 1), retentionDays: 30 };

/** A log of events alone, all by alice. */
function events(...contents: ChatEvent[]): EventEntry[] {
  return contents.reduce<EventEntry[]>((log, content) => {
    const draft = {
      chatId: 'c',
      senderId: 'alice',
      clientMessageId: 'x',
      contentType: 'EVENT' as const,
      content,
    };
    return [...log, nextEntry(draft, log.at(-1), at) as EventEntry];
  }, []);
}

const created: ChatEvent = { kind: 'created', chatType: 'GROUP', title: 'Trip', members: ['alice', 'bob'] };

describe('foldEvents', () => {
  it('is the same however often an event is folded in, and in how many steps', () => {
    const log = events(
      created,
      { kind: 'membersAdded', members: ['cleo'] },
      { kind: 'memberRemoved', member: 'bob' },
      { kind: 'membersAdded', members: ['bob'] },
    );
    const whole = foldEvents(undefined, log);
    const inSteps = log.reduce<ReturnType<typeof foldEvents>>(
      (roster, event) => foldEvents(roster, [event]),
      undefined,
    );
    expect(inSteps).toEqual(whole);
    for (const event of log) expect(foldEvents(whole, [event])).toEqual(whole);
    expect(whole?.members.get('bob')).toEqual({ role: 'MEMBER', joinedSeq: 4 });
  });

  it('leaves a member who is added again where they are', () => {
    const roster = foldEvents(undefined, events(created, { kind: 'membersAdded', members: ['bob', 'cleo'] }));
    expect(roster?.members.get('bob')).toEqual({ role: 'MEMBER', joinedSeq: 1 });
    expect(roster?.members.get('cleo')).toEqual({ role: 'MEMBER', joinedSeq: 2 });
  });

  it('knows no chat before its creation', () => {
    const [, added] = events(created, { kind: 'membersAdded', members: ['cleo'] });
    expect(foldEvents(undefined, [added!])).toBeUndefined();
  });
});
