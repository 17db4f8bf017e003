import { type ChatInfo } from '../../client';
import { chatName, eventText, typingText, userMark, userName, type Viewer } from '../../web/model/names';

const viewer: Viewer = {
  me: 'alice',
  profiles: new Map([
    ['bob', { userId: 'bob', displayName: 'Bob B.', handle: 'bob.b' }],
    ['carol', { userId: 'carol', displayName: 'Bob B.' }],
    ['dave', { userId: 'dave' }],
  ]),
};

describe('userName', () => {
  it('is the name that the user chose, and the id of one who chose none or is not known', () => {
    expect(['bob', 'dave', 'erin'].map((userId) => userName(userId, viewer))).toEqual([
      'Bob B.',
      'dave',
      'erin',
    ]);
  });
});

describe('userMark', () => {
  it('tells users of the same name apart, and is empty where the name is the id', () => {
    expect(['bob', 'carol', 'dave'].map((userId) => userMark(userId, viewer))).toEqual([
      '@bob.b',
      'carol',
      '',
    ]);
  });
});

describe('chatName', () => {
  it('calls a direct chat by the name of the other one', () => {
    const info: ChatInfo = {
      type: 'DIRECT',
      chatId: 'c1',
      createdBy: 'bob',
      createdAt: '2026-11-24T10:00:00.000Z',
      memberCount: 2,
      lastSeq: 1,
    };
    expect(chatName(info, viewer)).toBe('Bob B.');
  });
});

describe('a name from right to left', () => {
  const hebrew = { ...viewer, profiles: new Map([['shir', { userId: 'shir', displayName: 'שיר' }]]) };

  it('stands by itself within a sentence, and any other name as it is', () => {
    expect(typingText(['shir', 'erin'], true, hebrew)).toBe('\u2068שיר\u2069 and erin typing…');
    const content = { kind: 'membersAdded' as const, members: ['shir'] };
    const entry = {
      chatId: 'c',
      seq: 1,
      senderId: 'alice',
      messageId: 'm',
      clientMessageId: 'i',
      sentAt: '',
      status: 'SENT',
    } as const;
    expect(eventText({ ...entry, contentType: 'EVENT', content }, hebrew)).toBe('You added \u2068שיר\u2069');
  });
});
