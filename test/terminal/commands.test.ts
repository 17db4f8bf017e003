import { readCommand } from '../../terminal/commands';

describe('readCommand', () => {
  it.each([
    ['hello /add', { kind: 'say', text: 'hello /add' }],
    ['  two  spaces', { kind: 'say', text: '  two  spaces' }],
    ['/add bob, cleo', { kind: 'add', names: ['bob', 'cleo'] }],
    ['/remove bob', { kind: 'remove', name: 'bob' }],
    ['/title  A new  title ', { kind: 'title', title: 'A new  title' }],
    ['/leave', { kind: 'leave' }],
    [' /who', { kind: 'who' }],
    ['/quit', { kind: 'quit' }],
    ['/help', { kind: 'help' }],
  ])('reads %j', (line, command) => {
    expect(readCommand(line)).toEqual(command);
  });

  it.each([
    ['/add', /needs a name/],
    ['/remove bob cleo', /one name/],
    ['/title', /needs a text/],
    ['/leav', /no command \/leav/],
    ['/', /no command/],
  ])('says what is wrong with %j', (line, reason) => {
    expect(readCommand(line)).toEqual({ kind: 'unclear', reason: expect.stringMatching(reason) as string });
  });
});
