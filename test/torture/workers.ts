/**
 * Functions that work off queues, by the beginnings of their logical ids. What a durable one has when it dies is hidden
 * for minutes and then comes again, as on AWS; what those of presence have is let go after a minute.
 */
const durable = ['FanOutWorker', 'DeliveryCheckWorker', 'PushWorker', 'ApplicationsFailuresWorker'];
const passing = ['PresencePoster', 'PresenceEnder'];

/**
 * Tells of a function whether its jobs must be waited for when it dies.
 * @throws if one of the names is that of no function: the stack has changed, and somebody else would be hit
 */
export function durableWorkersOf(logicalIds: readonly string[]): (logicalId: string) => boolean {
  const isNamed = (names: readonly string[]) => (logicalId: string) =>
    names.some((name) => logicalId.startsWith(name));
  for (const name of [...durable, ...passing]) {
    if (!logicalIds.some(isNamed([name]))) throw new Error(`the stack has no function ${name}`);
  }
  return isNamed(durable);
}

/** Whether the names above know this one as a worker. */
export function isKnownWorker(logicalId: string): boolean {
  return [...durable, ...passing].some((name) => logicalId.startsWith(name));
}
