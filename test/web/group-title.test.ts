import { limits } from '../../protocol/limits';
import { groupTitle } from '../../web/model/group-title';

describe('groupTitle', () => {
  it('names the members', () => {
    expect(groupTitle(['Ann', 'Ben', 'Cem'])).toBe('Ann, Ben, Cem');
  });

  it('is cut between two characters where the names are too long for a title', () => {
    const family = '👩‍👩‍👧';
    const title = groupTitle([family.repeat(7), family.repeat(7), 'Ben']);
    expect(Buffer.byteLength(title)).toBeLessThanOrEqual(limits.titleBytes);
    expect(Buffer.byteLength(title)).toBeGreaterThan(limits.titleBytes - Buffer.byteLength(`${family}…`));
    expect(title).toBe(`${family.repeat(7)}, ${family.repeat(6)}…`);
  });
});
