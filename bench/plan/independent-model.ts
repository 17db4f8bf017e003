import { type CostLine } from './cost-lines';

/**
 * A second estimate, made by hand before there was code, for 50 million users, 40 messages a day, 10 million sockets,
 * pings every 9.5 minutes without a function, and 90 days of messages. USD a month.
 */
const independent = [
  {
    name: 'frames, without pings',
    usd: 311_667,
    starts: ['API Gateway: messages', 'API Gateway: posts', 'API Gateway: receipts', 'API Gateway: hello'],
    why: 'same posts; we count an answer to each receipt and two hello frames',
  },
  {
    name: 'pings',
    usd: 36_884,
    starts: ['API Gateway: pings'],
    why: 'ours are answered, so twice the frames',
  },
  { name: 'connection minutes', usd: 109_500, starts: ['API Gateway: connection'], why: 'the same' },
  {
    name: 'DynamoDB writes',
    usd: 114_062,
    starts: ['DynamoDB writes'],
    why: 'measured one write per message, not two; connections are rows in DynamoDB, not in Valkey',
  },
  {
    name: 'DynamoDB reads',
    usd: 41_823,
    starts: ['DynamoDB reads'],
    why: 'ours reads each member and connection from DynamoDB, strongly, and whom people watch; theirs 1 unit per message',
  },
  {
    name: 'DynamoDB storage and PITR',
    usd: 28_350,
    starts: ['DynamoDB storage', 'DynamoDB PITR'],
    why: 'the same: 350 bytes a message',
  },
  {
    name: 'Lambda requests',
    usd: 33_215,
    starts: ['Lambda requests'],
    why: 'ours invokes for pings, pushes, slices and checks as well',
  },
  {
    name: 'Lambda duration',
    usd: 23_198,
    starts: ['Lambda GB-s'],
    why: 'the delivery check and the slices; theirs queues 10 % of messages once',
  },
  {
    name: 'SQS',
    usd: 2_920,
    starts: ['SQS'],
    why: 'a delivery check per message, and a queue before push; theirs queues 10 % of messages once',
  },
  {
    name: 'Valkey',
    usd: 3_440,
    starts: ['Valkey'],
    why: 'sessions are in DynamoDB; ours has presence only',
  },
  { name: 'push', usd: 43_800, starts: ['SNS'], why: 'the same, by 6.1 recipients instead of 6' },
  {
    name: 'logs',
    usd: 12_822,
    starts: ['CloudWatch'],
    why: 'ours has access logs, on by default',
  },
  {
    name: 'data transfer',
    usd: 25_730,
    starts: ['Data transfer'],
    why: 'theirs has 1 kB per frame',
  },
] as const;

export interface Comparison {
  name: string;
  ours: number;
  theirs: number;
  why: string;
}

/** Our lines grouped as that estimate has them. Lines that one of the two lacks (NAT, X-Ray, archive; KMS) are left out. */
export function compareModels(lines: readonly CostLine[]): Comparison[] {
  return independent.map(({ name, usd, starts, why }) => ({
    name,
    ours: lines
      .filter((line) => starts.some((start) => line.name.startsWith(start)))
      .reduce((total, line) => total + line.usd, 0),
    theirs: usd,
    why,
  }));
}
