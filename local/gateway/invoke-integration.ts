import { type Invoke } from '../functions/function-host';
import { type Outcome } from '../functions/invocation';
import { type Integration } from './api';

export const TIMED_OUT = Symbol('integration timed out');

/** Invokes within the integration's timeout. The function goes on running after it; its result is dropped. */
export const invokeIntegration = async (
  invoke: Invoke,
  { functionName, timeoutMs }: Integration,
  event: unknown,
): Promise<Outcome | typeof TIMED_OUT> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(() => resolve(TIMED_OUT), timeoutMs);
  });
  const outcome = await Promise.race([invoke(functionName, event), timeout]);
  clearTimeout(timer);
  return outcome;
};
