import { namesIn, readOptions } from '../../terminal/options';

describe('readOptions', () => {
  it('reads who talks to whom, with the local runtime as default', () => {
    expect(readOptions(['--as', 'alice', '--with', 'bob'])).toEqual({
      as: 'alice',
      opening: { kind: 'direct', with: 'bob' },
      url: 'ws://localhost:3001/local',
      web: 'http://localhost:3000',
    });
  });

  it.each([
    [['--group', 'Hike', '--with', 'bob, cleo'], { kind: 'group', title: 'Hike', members: ['bob', 'cleo'] }],
    [['--chat', 'x'], { kind: 'chat', chatId: 'x' }],
    [[], { kind: 'list' }],
  ])('reads %j', (args, opening) => {
    expect(readOptions(['--as', 'alice', ...args]).opening).toEqual(opening);
  });

  it.each([
    [[], /--as is needed/],
    [['--as', 'alice', '--with', 'alice'], /different people/],
    [['--as', 'alice', '--with', 'bob,alice', '--group', 'Hike'], /different people/],
    [['--as', 'alice', '--with', 'bob,cleo'], /add --group/],
    [['--as', 'alice', '--with', ','], /--with needs a name/],
    [['--as', 'alice', '--group', 'Hike'], /--group needs --with/],
    [['--as', 'alice', '--chat', 'x', '--with', 'bob'], /--chat goes without/],
    [['--as', 'alice', '--with', 'bob', '--url', 'nowhere'], /--url must be an address/],
    [['--as', 'alice', '--wit', 'bob'], /--wit/],
  ])('refuses %j in one line', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});

describe('namesIn', () => {
  it('takes commas and spaces, and each name once', () => {
    expect(namesIn(' bob,cleo  dave, bob ')).toEqual(['bob', 'cleo', 'dave']);
  });
});
