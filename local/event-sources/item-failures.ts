import { type Outcome } from '../functions/invocation';
import { isObject, parseJson } from '../json';

const ALL = 'all';

/**
 * The messages of a batch that stay in the queue, or 'all': also for an answer that names no message, an unknown one,
 * or is shaped wrongly. An empty answer means that every message succeeded.
 */
export const failedItems = (
  outcome: Outcome,
  messageIds: ReadonlySet<string>,
): ReadonlySet<string> | typeof ALL => {
  if (outcome.isError) return ALL;
  const result = parseJson(outcome.payload);
  if (result === null) return new Set();
  if (!isObject(result)) return ALL;
  const failures = result['batchItemFailures'];
  if (failures === undefined || failures === null)
    return Object.keys(result).length === 0 || failures === null ? new Set() : ALL;
  if (!Array.isArray(failures)) return ALL;
  const ids = failures.map((item: unknown) => (isObject(item) ? item['itemIdentifier'] : undefined));
  const known = ids.filter((id): id is string => typeof id === 'string' && messageIds.has(id));
  return known.length === ids.length ? new Set(known) : ALL;
};
