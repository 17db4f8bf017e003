import { LocalError } from '../local-error';
import { type FunctionPlan, type MappingPlan, type QueuePlan } from '../resources/plan';

const DEFAULT_VISIBILITY_SECONDS = 30;
const MARGIN_SECONDS = 30;

interface Reading {
  readonly mapping: MappingPlan;
  readonly queue: QueuePlan;
  readonly reader: Pick<FunctionPlan, 'logicalId' | 'timeoutSeconds'> | undefined;
}

/**
 * How long messages stay hidden from others once they are read, where it is not what the queue itself says: while a
 * batch is gathered and the function runs they must not come back. A function that may run longer than the queue hides
 * messages stops the start, as AWS refuses such a mapping.
 */
export const hiddenSeconds = ({ mapping, queue, reader }: Reading): number | undefined => {
  const visibility = Number(queue.attributes['VisibilityTimeout'] ?? DEFAULT_VISIBILITY_SECONDS);
  const timeout = reader?.timeoutSeconds ?? 0;
  if (timeout > visibility)
    throw new LocalError(
      `${mapping.logicalId}: Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} ` +
        `seconds; give ${queue.logicalId} a longer VisibilityTimeout, best six times the Timeout of ${reader?.logicalId ?? ''}.`,
    );
  const gathered = mapping.windowSeconds + timeout;
  return mapping.windowSeconds > 0 && gathered > visibility ? gathered + MARGIN_SECONDS : undefined;
};
