import { type Lane } from './flow';
import { type RecordedFlow } from './recorded-flow';

/** The place in a flow from which something else comes. */
export interface Cause {
  readonly flow: RecordedFlow;
  /** undefined: the flow begins here. */
  readonly stepId: number | undefined;
  /** Where the cause is: from there the next arrow goes. */
  readonly lane: Lane;
  /** How much of what follows is this flow's. */
  readonly share: number;
}

/** One for each flow that has a part in it; none when nobody knows, or nothing is recorded. */
export type Causes = readonly Cause[];

export const NO_CAUSES: Causes = [];

/** What causes something from another lane on: a message waits in a queue, a change in a stream. */
export const movedTo = (causes: Causes, lane: Lane): Causes => causes.map((cause) => ({ ...cause, lane }));

/**
 * The causes of a batch: each message counts alike, messages of one flow become one cause, and messages whose flow is
 * unknown leave their part to nobody.
 */
export const causesOfBatch = (messages: readonly Causes[]): Causes => {
  const byFlow = new Map<number, Cause>();
  for (const cause of messages.flat()) {
    const { id } = cause.flow;
    const known = byFlow.get(id);
    const share = (known?.share ?? 0) + cause.share / messages.length;
    byFlow.set(id, { ...(known ?? cause), share });
  }
  return [...byFlow.values()];
};
