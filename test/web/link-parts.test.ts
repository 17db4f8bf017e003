import { linkParts } from '../../web/model/link-parts';

describe('linkParts', () => {
  it('finds addresses, without the punctuation after them', () => {
    expect(linkParts('see https://example.com/a?b=1, or (http://x.org).')).toEqual([
      { text: 'see ' },
      { text: 'https://example.com/a?b=1', href: 'https://example.com/a?b=1' },
      { text: ', or (' },
      { text: 'http://x.org', href: 'http://x.org' },
      { text: ').' },
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<b>',
    'https://',
    'ftp://x.org',
    '<a href="javascript:x">',
  ])('makes no link of %s', (text) =>
    expect(linkParts(text).every(({ href }) => href === undefined)).toBe(true),
  );

  it('loses nothing of the text', () => {
    const text = 'a https://x.org/"b" https://y.org/… c';
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
