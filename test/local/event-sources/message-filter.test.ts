import { passesFilters } from '../../../local/event-sources/message-filter';

describe('passesFilters', () => {
  const open = { body: { state: ['open'] } };

  it('lets everything pass without a filter', () => {
    expect(passesFilters('anything', [])).toBe(true);
  });

  it('compares the JSON in a body', () => {
    expect(passesFilters('{"state":"open"}', [open])).toBe(true);
    expect(passesFilters('{"state":"closed"}', [open])).toBe(false);
  });

  it('lets pass what one of several filters wants', () => {
    expect(passesFilters('{"state":"new"}', [open, { body: { state: ['new'] } }])).toBe(true);
  });

  it('compares plain text with a pattern for text', () => {
    expect(passesFilters('urgent: call', [{ body: [{ prefix: 'urgent' }] }])).toBe(true);
  });

  it('drops plain text when the pattern is for JSON, and JSON when it is for text', () => {
    expect(passesFilters('plain', [open])).toBe(false);
    expect(passesFilters('{"state":"open"}', [{ body: [{ prefix: '{' }] }])).toBe(false);
  });
});
