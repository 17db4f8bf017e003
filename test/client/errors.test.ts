import { readFileSync } from 'node:fs';
import {
  badAnswerError,
  type ClientErrorCode,
  closedError,
  disconnectedError,
  noAnswerError,
  outboxError,
  type ParleyError,
  refusal,
  unsettledError,
} from '../../client/parley-error';
import { errorCodes, isErrorCode } from '../../protocol';
import { errorWords } from '../../protocol/documentation';

const page = readFileSync('client/README.md', 'utf8');

/** The cells of every row of the two tables, by its code. */
const rows = new Map(
  page
    .slice(page.indexOf('## Errors'), page.indexOf('## The package'))
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, code = '', meaning = '', retryable = '', outcome = '', whatToDo = '']) => [
      code.replaceAll('`', ''),
      { meaning, retryable: retryable.split(', '), outcome: outcome.split(', '), whatToDo },
    ]),
);

const unknownCode = (retryable: boolean) =>
  refusal({ code: 'to_come', message: 'unable to go on; full moon', retryable });

/** Every form in which the codes of the client's own come about. */
const own: Record<ClientErrorCode, ParleyError[]> = {
  closed: [closedError('refused'), closedError()],
  disconnected: [disconnectedError('refused'), disconnectedError('unknown')],
  no_answer: [noAnswerError('the gateway has none'), unsettledError('it was stored', 'it has expired')],
  bad_answer: [badAnswerError('getChat')],
  outbox_failed: [outboxError('refused'), outboxError('unknown')],
  unrecognized: [unknownCode(false), unknownCode(true)],
};

const forms = (errors: ParleyError[]) => ({
  retryable: [...new Set(errors.map(({ retryable }) => (retryable ? 'yes' : 'no')))].sort().reverse(),
  outcome: [...new Set(errors.map(({ outcome }) => `\`${outcome}\``))].sort(),
});

describe('the page of the client', () => {
  it('has a row for every error code, and for nothing else', () => {
    expect([...rows.keys()]).toEqual([...Object.keys(errorCodes), ...Object.keys(own)]);
  });

  it.each(Object.keys(errorCodes).filter(isErrorCode))('says of %s what the protocol says', (code) => {
    const { retryable, outcome } = errorCodes[code];
    const error = refusal({ code, message: 'unable to go on; there is a reason', retryable });
    expect(error).toMatchObject({ code, outcome });
    expect(rows.get(code)).toMatchObject({ meaning: errorWords[code], ...forms([error]) });
  });

  it.each(Object.entries(own))('says of %s what the client makes', (code, errors) => {
    for (const error of errors) expect(error.code).toBe(code);
    expect(rows.get(code)).toMatchObject(forms(errors));
  });

  it('says of each what it means and what to do', () => {
    for (const { meaning, whatToDo } of rows.values()) {
      expect(meaning).toMatch(/^[A-Za-z].+\.$/);
      expect(whatToDo).toMatch(/^[A-Za-z].+\.$/);
    }
  });
});
