import { finished, namesIn, nobody, rewritten, unfitIn } from '../../web/model/written-people';

/** As if it were typed. */
const typed = (text: string) =>
  Array.from(text).reduce((people, character) => rewritten(people, people.text + character), nobody);

describe('the names that are written', () => {
  it('are finished by a comma or a blank, and each counts once', () => {
    expect(typed('bob, cem;bob ')).toEqual({ names: ['bob', 'cem'], text: '' });
  });

  it('count while the last one is still being written', () => {
    const people = typed('bob,cem');
    expect(people).toEqual({ names: ['bob'], text: 'cem' });
    expect(namesIn(people)).toEqual(['bob', 'cem']);
  });

  it('stay in the field when they do not fit, and what follows is not joined to them', () => {
    const people = typed('bob zoë cem ');
    expect(people).toEqual({ names: ['bob', 'cem'], text: 'zoë ' });
    expect(unfitIn(people)).toEqual(['zoë']);
  });

  it('are not complained of before they are finished', () => {
    expect(unfitIn(typed('@a'))).toEqual([]);
    expect(unfitIn(finished(typed('@a')))).toEqual(['@a']);
  });

  it('may have a handle in capital letters', () => {
    expect(typed('@Bob.B ').names).toEqual(['@bob.b']);
  });
});
