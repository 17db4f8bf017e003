import { type Handler } from './decode-handler';

export interface HandlerContext {
  callbackWaitsForEmptyEventLoop: boolean;
}

/** From this version of Node.js on, Lambda starts no function whose handler declares a callback. */
const FIRST_WITHOUT_CALLBACKS = 24;

/** As the deployed function has it, whatever runs here: `AWS_Lambda_nodejs22.x`. */
const takesCallbacks = (executionEnvironment: string): boolean =>
  Number(/nodejs(\d+)/.exec(executionEnvironment)?.[1]) < FIRST_WITHOUT_CALLBACKS;

const deprecated = (): Error => {
  const error = new Error(
    'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
      'Return a promise instead.',
  );
  error.name = 'Runtime.CallbackHandlerDeprecated';
  return error;
};

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Runs a handler for one event. `untilIdle` ends once nothing is left to run. */
export type CallHandler = (
  event: unknown,
  context: HandlerContext,
  untilIdle: Promise<void>,
) => Promise<unknown>;

/** A promise that never settles ends the event once nothing is left to run; Lambda then answers null. */
const withPromise =
  (handler: Handler): CallHandler =>
  async (event, context, untilIdle) =>
    Promise.race([handler(event, context), untilIdle.then(() => null)]);

/**
 * What a callback is given goes out once nothing is left to run, or at once if the context says so; what is returned
 * counts only if it is a promise.
 */
const withCallback =
  (handler: Handler): CallHandler =>
  (event, context, untilIdle) =>
    new Promise((resolve, reject) => {
      let settle = (): void => resolve(null);
      const callback = (error?: unknown, result?: unknown): void => {
        settle = () => (error === undefined || error === null ? resolve(result) : reject(asReason(error)));
        if (!context.callbackWaitsForEmptyEventLoop) settle();
      };
      void untilIdle.then(() => settle());
      const returned = handler(event, context, callback);
      if (isPromise(returned)) returned.then(resolve, reject);
    });

/** A text given as an error is an error whose type is text, as if it were thrown. */
const asReason = (error: unknown): Error =>
  error instanceof Error ? error : Object.assign(new Error(String(error)), { name: typeof error });

/** How the runtime of the function calls its handler. */
export const handlerCaller = (handler: Handler, executionEnvironment: string): CallHandler => {
  if (takesCallbacks(executionEnvironment)) return withCallback(handler);
  if (handler.length > 2) throw deprecated();
  return withPromise(handler);
};
