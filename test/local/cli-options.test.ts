import { parseCliOptions } from '../../local/cli-options';

describe('parseCliOptions', () => {
  it('enforces the roles of functions unless it is told not to', () => {
    expect(parseCliOptions([]).iam).toBe('enforce');
    expect(parseCliOptions(['--iam', 'off']).iam).toBe('off');
    expect(() => parseCliOptions(['--iam', 'no'])).toThrow('--iam must be enforce or off, not "no".');
  });
});
