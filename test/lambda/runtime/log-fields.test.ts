import * as v from 'valibot';
import { log } from '../../../lambda/runtime/log';
import { allowedFields, describeError } from '../../../lambda/runtime/log-fields';

describe('allowedFields', () => {
  it('keeps ids, and drops every key that is not on the list', () => {
    const fields = { connectionId: 'c=', chatId: 'abc', content: 'secret', token: 'secret', title: 'secret' };
    expect(allowedFields(fields)).toEqual({ connectionId: 'c=', chatId: 'abc' });
  });

  it('drops a value that is no id, also under a key of the list', () => {
    expect(allowedFields({ chatId: 'hello bob', requestId: 'x'.repeat(129), code: { secret: 1 } })).toEqual(
      {},
    );
  });

  it('is what the compiler asks for', () => {
    // @ts-expect-error -- content has no key here, and `npm run check` fails if this line should ever compile
    const write = () => log.warn('a sentence', { content: 'secret' });
    expect(write).toBeInstanceOf(Function);
  });
});

describe('describeError', () => {
  const thrown = (run: () => unknown): unknown => {
    try {
      return run();
    } catch (error) {
      return error;
    }
  };

  it.each([
    ['JSON', (): unknown => JSON.parse('{"secret')],
    ['a validator', () => v.parse(v.number(), 'secret')],
    [
      'AWS',
      () => {
        throw Object.assign(new Error('secret'), { name: 'ValidationException' });
      },
    ],
    [
      'a message of several lines',
      () => {
        throw new Error('a\nsecret\n  at secret');
      },
    ],
  ])('keeps what %s quotes out of the log', (_who, run) => {
    expect(JSON.stringify(describeError(thrown(run)))).not.toContain('"secret');
    expect(JSON.stringify(describeError(thrown(run)))).not.toContain('\\nsecret');
  });

  it('keeps our own words, and those of AWS on permissions', () => {
    expect(describeError(new Error('unable to queue 3 jobs; InternalError'))).toMatchObject({
      message: 'unable to queue 3 jobs; InternalError',
    });
    const denied = Object.assign(new Error('no identity-based policy allows it'), {
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400, requestId: 'q-1' },
    });
    expect(describeError(denied)).toMatchObject({
      name: 'AccessDeniedException',
      message: 'no identity-based policy allows it',
      status: 400,
      awsRequestId: 'q-1',
    });
  });

  it('keeps where it happened', () => {
    expect(describeError(new Error('secret')).stack[0]).toMatch(/^at .*log-fields\.test\.ts/);
  });
});
