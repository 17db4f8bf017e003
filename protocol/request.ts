import * as v from 'valibot';
import { requestId } from './ids';

/**
 * A request object: unknown keys are refused. The prototype is cut off because valibot looks keys up with `in`,
 * which would find `__proto__` and `constructor` on an ordinary object and let them through.
 */
export function request<const A extends string, E extends v.ObjectEntries>(action: A, fields: E) {
  const entries = { action: v.literal(action), requestId, ...fields };
  Object.setPrototypeOf(entries, null);
  return v.strictObject(entries);
}
