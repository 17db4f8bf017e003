import { lastSeenText } from '../../web/model/when';

const now = new Date(2026, 10, 28, 12).getTime();

describe('lastSeenText', () => {
  it.each([
    [30_000, /^last seen just now$/],
    [5 * 60_000, /^last seen 5 min ago$/],
    [3 * 3_600_000, /^last seen at 0?9[:.]00/],
    [20 * 3_600_000, /^last seen yesterday at /],
    [9 * 86_400_000, /^last seen on (19 Nov|Nov 19)$/],
  ])('says of %d ms ago %s', (agoMs, text) => {
    expect(lastSeenText(now - agoMs, now)).toMatch(text);
  });
});
