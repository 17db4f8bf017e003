import { matchesPattern, unknownOperators } from '../../../local/event-sources/event-pattern';

const event = {
  state: 'running',
  count: 5,
  ready: true,
  nothing: null,
  empty: '',
  tags: ['red', 'blue'],
  place: { city: 'Oslo', rooms: [{ kind: 'hall' }] },
};

describe('matchesPattern', () => {
  it.each<[string, Record<string, unknown>]>([
    ['equality', { state: ['running'] }],
    ['one of several values', { state: ['stopped', 'running'] }],
    ['all fields', { state: ['running'], ready: [true] }],
    ['a field within', { place: { city: ['Oslo'] } }],
    ['objects within a list', { place: { rooms: { kind: ['hall'] } } }],
    ['an element of a list', { tags: ['blue'] }],
    ['null', { nothing: [null] }],
    ['the empty text', { empty: [''] }],
    ['a prefix', { state: [{ prefix: 'run' }] }],
    ['a prefix in any case', { state: [{ prefix: { 'equals-ignore-case': 'RUN' } }] }],
    ['a suffix', { state: [{ suffix: 'ing' }] }],
    ['equality in any case', { state: [{ 'equals-ignore-case': 'RUNNING' }] }],
    ['a wildcard', { state: [{ wildcard: 'r*ing' }] }],
    ['a number', { count: [{ numeric: ['=', 5] }] }],
    ['a range', { count: [{ numeric: ['>', 0, '<=', 5] }] }],
    ['any other value', { state: [{ 'anything-but': ['stopped'] }] }],
    ['any other prefix', { state: [{ 'anything-but': { prefix: 'st' } }] }],
    ['presence', { state: [{ exists: true }] }],
    ['absence', { missing: [{ exists: false }] }],
    ['absence in what is absent', { missing: { deeper: [{ exists: false }] } }],
    ['one of several fields', { $or: [{ state: ['stopped'] }, { count: [5] }] }],
  ])('finds %s', (_, pattern) => {
    expect(matchesPattern(event, pattern)).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another value', { state: ['stopped'] }],
    ['one field of two', { state: ['running'], ready: [false] }],
    ['a number as text', { count: ['5'] }],
    ['a value outside a range', { count: [{ numeric: ['>', 5, '<', 9] }] }],
    ['a prefix that is none', { state: [{ prefix: 'x' }] }],
    ['an excluded value', { state: [{ 'anything-but': 'running' }] }],
    ['an excluded suffix', { state: [{ 'anything-but': { suffix: 'ing' } }] }],
    ['a value that is absent', { missing: [{ 'anything-but': 'x' }] }],
    ['absence of what is there', { state: [{ exists: false }] }],
    ['fields of which none fits', { $or: [{ state: ['stopped'] }, { count: [6] }] }],
  ])('does not find %s', (_, pattern) => {
    expect(matchesPattern(event, pattern)).toBe(false);
  });
});

describe('unknownOperators', () => {
  it('names what a pattern compares by that is no operator here', () => {
    expect(unknownOperators({ a: [{ cidr: '10.0.0.0/8' }], $or: [{ b: [{ prefix: 'x' }] }] })).toEqual([
      'cidr',
    ]);
  });
});
