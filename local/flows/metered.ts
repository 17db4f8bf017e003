import { type Usage } from './flow';

const GATEWAY_BYTES = 32 * 1024;
const QUEUE_BYTES = 64 * 1024;

const increments = (bytes: number, size: number): number => Math.max(1, Math.ceil(bytes / size));

/** A frame that a client sent. */
export const frameUsage = (bytes: number): Partial<Usage> => ({
  gatewayMessages: increments(bytes, GATEWAY_BYTES),
});

/** A frame to a client; one that finds nobody there is counted as well. */
export const sentUsage = (bytes: number): Partial<Usage> => ({ ...frameUsage(bytes), outBytes: bytes });

export const queueUsage = (bytes: number): Partial<Usage> => ({
  queueRequests: increments(bytes, QUEUE_BYTES),
});

/** A batch is received and deleted: each a request of its own. */
export const batchUsage = (bytes: number): Partial<Usage> => ({
  queueRequests: increments(bytes, QUEUE_BYTES) + 1,
});

/** Lambda bills by the millisecond that is begun. */
export const handlerUsage = (memoryMb: number, milliseconds: number): Partial<Usage> => ({
  lambdaRequests: 1,
  lambdaGbSeconds: (memoryMb / 1024) * (Math.ceil(milliseconds) / 1000),
});

const WRITES = /Put|Update|Delete|Write/;

/**
 * A write that its condition refused costs as much as one that was made, but its answer does not say how much: one unit
 * is taken, which is right for items up to 1 kB.
 */
export const tableUsage = (
  operation: string,
  { capacityUnits, error }: { capacityUnits: number | undefined; error: string | undefined },
): Partial<Usage> => {
  const isRefused = error === 'ConditionalCheckFailedException';
  const units = capacityUnits ?? (isRefused ? 1 : 0);
  return WRITES.test(operation) ? { writeUnits: units } : { readUnits: units };
};
