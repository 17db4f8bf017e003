import { type Entry } from '../../client';
import { conversationRows, type RowOptions } from '../../web/model/rows';
import { anEntry } from '../support/fake-socket-server';

const day = '2026-11-24T1';
const said = (seq: number, senderId: string, at: string) =>
  anEntry(seq, { senderId, sentAt: `${day}${at}:00.000Z` });

const rowsOf = (entries: Entry[], options: Partial<RowOptions> = {}) =>
  conversationRows({
    entries,
    outgoing: [],
    userId: 'alice',
    readSeq: undefined,
    isWhole: false,
    ...options,
  });

const told = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) =>
    row.kind === 'message'
      ? `${row.senderId}${row.starts ? ' starts' : ''}${row.ends ? ' ends' : ''}`
      : row.kind,
  );

describe('conversationRows', () => {
  it('puts messages of one sender together that are less than five minutes apart', () => {
    const rows = rowsOf([
      said(1, 'bob', '0:00'),
      said(2, 'bob', '0:04'),
      said(3, 'bob', '0:09'),
      said(4, 'alice', '0:09'),
    ]);
    expect(told(rows)).toEqual(['day', 'bob starts', 'bob ends', 'bob starts ends', 'alice starts ends']);
  });

  it('begins each day with a line, and the whole chat with its own', () => {
    const rows = rowsOf([said(1, 'bob', '0:00'), anEntry(2, { sentAt: '2026-11-26T10:00:00.000Z' })], {
      isWhole: true,
    });
    expect(rows.map(({ kind }) => kind)).toEqual(['start', 'day', 'message', 'day', 'message']);
  });

  it('has the line of what is new above the first unread message of others alone', () => {
    const entries = [
      said(1, 'bob', '0:00'),
      said(2, 'alice', '0:01'),
      said(3, 'bob', '0:02'),
      said(4, 'bob', '0:03'),
    ];
    expect(told(rowsOf(entries, { readSeq: 1 }))).toEqual([
      'day',
      'bob starts ends',
      'alice starts ends',
      'unread',
      'bob starts',
      'bob ends',
    ]);
  });

  it('gives every row a key of its own, which a message keeps when it is stored and when older ones come', () => {
    const own = {
      clientMessageId: 'own-message-id-1',
      contentType: 'TEXT',
      content: 'x',
      queuedAt: Date.parse(`${day}0:00:00Z`),
    } as const;
    const before = rowsOf([], { outgoing: [{ ...own, state: 'sending' }] });
    const { clientMessageId } = own;
    const entries = [said(1, 'bob', '0:00'), { ...said(2, 'alice', '0:00'), clientMessageId }];
    const after = rowsOf(entries);
    expect(after.at(-1)?.key).toBe(before.at(-1)?.key);
    expect(new Set(after.map(({ key }) => key)).size).toBe(after.length);
    const days = (rows: typeof after) => rows.filter(({ kind }) => kind === 'day').map(({ key }) => key);
    expect(days(rowsOf([anEntry(1, { sentAt: '2026-11-20T10:00:00.000Z' }), ...entries])).slice(1)).toEqual(
      days(after),
    );
  });
});
