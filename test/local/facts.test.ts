import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assumptions from '../../local/gateway/assumptions';

const page = readFileSync(join(__dirname, '../../docs/local-runtime-facts.md'), 'utf8');

/** The cells of the rows that have so many of them, without those that head a table. */
const rowsOf = (cells: number): string[][] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
    .filter((row) => row.length === cells && row.at(0) !== 'fact' && row.at(0) !== 'constant')
    .filter(([first = '']) => !/^-+$/.test(first));

const plain = (cell = ''): string => cell.replace(/^`|`$/g, '');

describe('docs/local-runtime-facts.md', () => {
  const facts = rowsOf(4);

  it('has facts of every kind', () => {
    const kinds = new Set(facts.map(([, kind]) => kind));
    expect(kinds).toEqual(new Set(['documented', 'recorded', 'run', 'public']));
  });

  it.each(facts)('has a test for: %s', (...[, , file, name]) => {
    const tests = readFileSync(join(__dirname, plain(file)), 'utf8');
    expect(tests).toContain(`'${plain(name)}',`);
  });

  it('names every assumption', () => {
    expect(
      rowsOf(2)
        .map(([constant]) => plain(constant))
        .sort(),
    ).toEqual(Object.keys(assumptions).sort());
  });
});
