import type { QueueSettings } from './simulated-queue';

/** As lib/constructs sets the queues. */
export const queueSettings = {
  fanOut: { name: 'fanOut', visibilitySeconds: 180, delaySeconds: 0, windowSeconds: 0, batchSize: 1 },
  checkDelivery: {
    name: 'checkDelivery',
    visibilitySeconds: 180,
    delaySeconds: 10,
    windowSeconds: 0,
    batchSize: 10,
  },
  push: { name: 'push', visibilitySeconds: 182, delaySeconds: 0, windowSeconds: 2, batchSize: 25 },
  presence: {
    name: 'presence',
    visibilitySeconds: 90,
    delaySeconds: 0,
    windowSeconds: 0,
    batchSize: 10,
    retentionSeconds: 60,
  },
  lost: {
    name: 'lost',
    visibilitySeconds: 90,
    delaySeconds: 0,
    windowSeconds: 0,
    batchSize: 10,
    retentionSeconds: 60,
  },
} satisfies Record<string, QueueSettings>;

/** The function that works each of them off. */
export const workers = {
  fanOut: 'fanOut',
  checkDelivery: 'checkDelivery',
  push: 'push',
  presence: 'postPresence',
  lost: 'endLeases',
} as const;

export type QueueName = keyof typeof queueSettings;
