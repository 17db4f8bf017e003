import { printable, printableLine } from '../../terminal/printable';

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

describe('printableLine', () => {
  it('keeps everything on one line', () => {
    expect(printableLine('a\nb')).toBe('a\\u000ab');
  });
});
