import { type Status } from '../../client';
import { dayOf, entryLine, painter, stateText } from '../../terminal/render';
import { anEntry } from '../support/fake-socket-server';

const plain = painter(false);
const reading = { userId: 'alice', status: 'SENT' } as const;

describe('entryLine', () => {
  it('shows time, name and text', () => {
    expect(entryLine(anEntry(1), reading, plain)).toMatch(/^\d\d:\d\d bob: text 1$/);
  });

  it('marks own messages as sent', () => {
    expect(entryLine(anEntry(1, { senderId: 'alice' }), reading, plain)).toMatch(/ alice: text 1 ✓$/);
  });

  it('shows by ticks what has become of own messages', () => {
    const own = anEntry(1, { senderId: 'alice' });
    const ticks = (status: Status) =>
      entryLine(own, { ...reading, status }, painter(true)).split('text 1 ')[1];
    expect(ticks('SENT')).toBe('\u001b[2m✓\u001b[0m');
    expect(ticks('DELIVERED')).toBe('\u001b[2m✓✓\u001b[0m');
    expect(ticks('READ')).toBe('\u001b[34m✓✓\u001b[0m');
  });

  it('paints own and other names differently', () => {
    const own = entryLine(anEntry(1, { senderId: 'alice' }), reading, painter(true));
    const other = entryLine(anEntry(1), reading, painter(true));
    expect(own).toContain('\u001b[36malice');
    expect(other).toContain('\u001b[33mbob');
  });

  it('neutralises received text', () => {
    expect(entryLine(anEntry(1, { content: '\u001b]0;title\u0007' }), reading, plain)).not.toContain(
      '\u001b',
    );
  });

  it('tells of an event without a name in front', () => {
    const event = anEntry(1, { contentType: 'EVENT', content: { kind: 'memberLeft' } });
    expect(entryLine(event, reading, plain)).toMatch(/^\d\d:\d\d · bob left$/);
  });

  it('has a line for what it cannot show', () => {
    const unknown = anEntry(1, { contentType: 'UNKNOWN' });
    expect(entryLine(unknown, reading, plain)).toContain('cannot show');
  });
});

describe('dayOf', () => {
  it('names the day in full', () => {
    expect(dayOf('2026-11-24T12:00:00.000Z')).toBe('Tuesday, 24 November 2026');
  });
});

describe('stateText', () => {
  it('says when the next try is', () => {
    const waiting = { status: 'waiting', reason: 'not_opened', delayMs: 4200, retryAt: 0 } as const;
    expect(stateText(waiting)).toBe('reconnecting in 4 s');
    expect(stateText({ status: 'connected', reason: 'hello_answered' })).toBe('connected');
  });
});
