/** Key and time-to-live attributes of the tables: the constructs define them by these names, the stores read by them. */
export const messagesTable = { partitionKey: 'PK', sortKey: 'SK', timeToLive: 'expiresAt' } as const;

export const chatsTable = { partitionKey: 'PK', sortKey: 'SK' } as const;

export const connectionsTable = { partitionKey: 'userId', timeToLive: 'expiresAt' } as const;
