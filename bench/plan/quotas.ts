export interface Quota {
  name: string;
  /** Per account and region, as a new account has it. */
  initial: number;
  /** The most that a cell is planned with: what AWS is known to have granted, or our own caution. */
  ceiling: number;
  /** Whether AWS raises it. */
  adjustable: boolean;
}

/** Quotas of us-east-1, read in November 2026. `ceiling` is above `initial` only where AWS raises it. */
export const quotas = {
  // 100,000 was granted after two weeks to one company that told about it; nobody has told of more.
  gatewayRequests: { name: 'API Gateway requests/s', initial: 10_000, ceiling: 100_000, adjustable: true },
  newConnections: { name: 'new connections/s', initial: 500, ceiling: 2500, adjustable: true },
  lambdaConcurrency: { name: 'Lambda concurrency', initial: 1000, ceiling: 10_000, adjustable: true },
  writeUnits: { name: 'DynamoDB WRU/s, a table', initial: 40_000, ceiling: 120_000, adjustable: true },
  readUnits: { name: 'DynamoDB RRU/s, a table', initial: 40_000, ceiling: 120_000, adjustable: true },
  pushes: { name: 'SNS publishes/s', initial: 30_000, ceiling: 30_000, adjustable: true },
  inFlight: { name: 'SQS messages in flight', initial: 120_000, ceiling: 120_000, adjustable: false },
  valkeyClients: { name: 'Valkey clients', initial: 65_000, ceiling: 65_000, adjustable: false },
  valkeyEcpus: { name: 'Valkey ECPU/s', initial: 5e6, ceiling: 5e6, adjustable: false },
} satisfies Record<string, Quota>;
