import { readOptions } from '../../terminal/options';

describe('readOptions', () => {
  it('reads who talks to whom, with the local runtime as default', () => {
    expect(readOptions(['--as', 'alice', '--with', 'bob'])).toEqual({
      as: 'alice',
      with: 'bob',
      url: 'ws://localhost:3001/local',
      web: 'http://localhost:3000',
    });
  });

  it.each([
    [['--as', 'alice'], /needed/],
    [['--as', 'alice', '--with', 'alice'], /two people/],
    [['--as', 'alice', '--with', 'bob', '--url', 'nowhere'], /--url must be an address/],
    [['--as', 'alice', '--wit', 'bob'], /--wit/],
  ])('refuses %j in one line', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
