import { profileChange } from '../../web/model/profile-change';

const own = { userId: 'bob', displayName: 'Bob B.', handle: 'bob.b' };

describe('profileChange', () => {
  it('has the fields alone that are not as before, as the protocol wants them', () => {
    expect(profileChange({ displayName: ' Robert ', handle: 'bob.b' }, own)).toEqual({
      displayName: 'Robert',
    });
    expect(profileChange({ handle: ' @Robert ' }, own)).toEqual({ handle: 'robert' });
  });

  it('removes what was emptied', () => {
    expect(profileChange({ displayName: ' ', handle: '' }, own)).toEqual({ displayName: null, handle: null });
  });

  it('is nothing where nothing is to change', () => {
    expect(profileChange({}, own)).toBeUndefined();
    expect(profileChange({ displayName: '', handle: '' }, undefined)).toBeUndefined();
  });
});
