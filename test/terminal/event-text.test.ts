import { type ChatEvent } from '../../client';
import { eventText, nameList } from '../../terminal/event-text';

describe('eventText', () => {
  const members = ['alice', 'bob', 'cleo'];
  const cases: [ChatEvent, string][] = [
    [{ kind: 'created', chatType: 'DIRECT', members: ['alice', 'bob'] }, 'alice opened this chat'],
    [
      { kind: 'created', chatType: 'GROUP', title: 'Hike', members },
      'alice created “Hike” with bob and cleo',
    ],
    [{ kind: 'membersAdded', members: ['dave'] }, 'alice added dave'],
    [{ kind: 'memberRemoved', member: 'bob' }, 'alice removed bob'],
    [{ kind: 'memberLeft' }, 'alice left'],
    [{ kind: 'updated', title: 'Trip' }, 'alice renamed this chat to “Trip”'],
    [
      { kind: 'updated', title: 'Trip', roles: [{ userId: 'bob', role: 'OWNER' }] },
      'alice renamed this chat to “Trip”, made bob owner',
    ],
  ];

  it.each(cases)('tells of %j', (event, text) => {
    expect(eventText('alice', event)).toBe(text);
  });

  it('obeys no control character, and stays on one line', () => {
    const event: ChatEvent = { kind: 'updated', title: 'a\u001b[2J\nb' };
    expect(eventText('\u0007', event)).toBe('\\u0007 renamed this chat to “a\\u001b[2J\\u000ab”');
  });
});

describe('nameList', () => {
  it('is a list as people write it', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(nameList)).toEqual([
      'nobody',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });
});
