import { dayOf, entryLine, painter, printable, stateText } from '../../terminal/render';
import { anEntry } from '../support/fake-socket-server';

const plain = painter(false);

describe('printable', () => {
  it('shows control characters instead of obeying them', () => {
    expect(printable('\u001b[2Jgone\u0007\u009b1A\r\u007f')).toBe(
      '\\u001b[2Jgone\\u0007\\u009b1A\\u000d\\u007f',
    );
  });

  it('shows characters that turn the writing round', () => {
    expect(printable('a\u202eb\u2066c')).toBe('a\\u202eb\\u2066c');
  });

  it('indents further lines and leaves all other text alone', () => {
    expect(printable('grüß\n👩‍💻 你好')).toBe('grüß\n      👩‍💻 你好');
  });
});

describe('entryLine', () => {
  it('shows time, name and text', () => {
    expect(entryLine(anEntry(1), 'alice', plain)).toMatch(/^\d\d:\d\d bob: text 1$/);
  });

  it('marks own messages as sent', () => {
    expect(entryLine(anEntry(1, { senderId: 'alice' }), 'alice', plain)).toMatch(/ alice: text 1 ✓$/);
  });

  it('paints own and other names differently', () => {
    const own = entryLine(anEntry(1, { senderId: 'alice' }), 'alice', painter(true));
    const other = entryLine(anEntry(1), 'alice', painter(true));
    expect(own).toContain('\u001b[36malice');
    expect(other).toContain('\u001b[33mbob');
  });

  it('neutralises received text', () => {
    expect(entryLine(anEntry(1, { content: '\u001b]0;title\u0007' }), 'alice', plain)).not.toContain(
      '\u001b',
    );
  });

  it('has a line for what it cannot show', () => {
    const unknown = anEntry(1, { contentType: 'UNKNOWN' });
    expect(entryLine(unknown, 'alice', plain)).toContain('cannot show');
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
