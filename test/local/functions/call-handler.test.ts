import { type Runtime } from '../../../local/runtime-options';
import { removeTemporary } from '../temporary-assembly';
import { call, startFunctions } from './function-runtime';

const code = `
let left = 'nothing';
exports.callback = (event, context, callback) => {
  const started = left;
  if (event.now) context.callbackWaitsForEmptyEventLoop = false;
  setTimeout(() => (left = 'a timer'), 20);
  if (event.error) callback(event.text ? 'no' : new TypeError('no'));
  else if (event.silent) return 'lost';
  else callback(null, { started });
};
exports.left = async () => left;
exports.both = async (event, context, callback) => 'promised';
exports.promise = async () => 'promised';
`;

const of = (version: number, name: string): Record<string, unknown> => ({
  Runtime: `nodejs${version}.x`,
  Handler: `index.${name}`,
});

describe('handlerCaller', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    const functions = {
      Callback: of(22, 'callback'),
      Both: of(22, 'both'),
      Old: of(24, 'callback'),
      OldBoth: of(24, 'both'),
      Promised: of(24, 'promise'),
    };
    runtime = await startFunctions({ code, functions });
  });
  afterAll(async () => {
    await runtime.stop();
    removeTemporary();
  });

  it('answers what a callback is given, once nothing is left to run', async () => {
    expect(await call(runtime, 'Callback', {})).toEqual({ started: 'nothing' });
    expect(await call(runtime, 'Callback', {})).toEqual({ started: 'a timer' });
  });

  it('answers at once when the context says so', async () => {
    const own = await startFunctions({ code, functions: { Callback: of(20, 'callback') } });
    expect(await call(own, 'Callback', { now: true })).toEqual({ started: 'nothing' });
    expect(await call(own, 'Callback', { now: true })).toEqual({ started: 'nothing' });
    await own.stop();
  });

  it('fails with the error that a callback is given', async () => {
    expect(await call(runtime, 'Callback', { error: true })).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'no',
    });
    expect(await call(runtime, 'Callback', { error: true, text: true })).toMatchObject({
      errorType: 'string',
      errorMessage: 'no',
    });
  });

  it('answers null where neither a callback nor a promise gives anything', async () => {
    expect(await call(runtime, 'Callback', { silent: true })).toBeNull();
  });

  it('takes a promise also of a handler that declares a callback', async () => {
    expect(await call(runtime, 'Both', {})).toBe('promised');
    expect(await call(runtime, 'Promised', {})).toBe('promised');
  });

  it('starts no handler that declares a callback from Node.js 24 on', async () => {
    for (const name of ['Old', 'OldBoth'])
      expect(await call(runtime, name, {})).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' });
  });
});
