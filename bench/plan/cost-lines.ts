import { assume } from './assumptions';
import { costOf, prices, type Tiers } from '../../prices/prices';
import { frames, invokes, secondsPerMonth, type Volumes } from './volumes';

export interface CostLine {
  name: string;
  /** Units in a month: requests, GB, and so on. */
  units: number;
  usd: number;
  /** Whether the calls per message were measured, are taken from the design, or follow from the options alone. */
  basis: 'measured' | 'assumed' | 'given';
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** What use causes in a month, line by line. */
export function trafficLines(volumes: Volumes): CostLine[] {
  return [
    ...gatewayLines(volumes),
    ...lambdaLines(volumes),
    ...dynamoLines(volumes),
    line('SQS requests', queueRequests(volumes), { tiers: prices.sqsRequest, basis: 'assumed' }),
    ...otherLines(volumes),
  ];
}

export function line(
  name: string,
  units: number,
  { tiers, basis }: { tiers: Tiers; basis: CostLine['basis'] },
): CostLine {
  return { name, units, usd: costOf(units, tiers), basis };
}

/** Pings and their answers stand apart; they come last, so that the first tier is taken by the messages. */
function gatewayLines(volumes: Volumes): CostLine[] {
  const { sent, acknowledged, posted, receipts, hellos, opens, presence, pings } = frames(volumes);
  const tiers = prices.gatewayMessage;
  const groups: [string, number, CostLine['basis']][] = [
    ['API Gateway: messages and acks', sent + acknowledged, 'measured'],
    ['API Gateway: posts', posted, 'measured'],
    ['API Gateway: receipts', receipts, 'assumed'],
    ['API Gateway: hello', hellos, 'assumed'],
    ['API Gateway: opening', opens, 'assumed'],
    ['API Gateway: presence', presence, 'assumed'],
    ['API Gateway: pings and answers', pings, 'assumed'],
  ];
  let before = 0;
  const lines = groups.map(([name, units, basis]) => {
    const usd = costOf(before + units, tiers) - costOf(before, tiers);
    before += units;
    return { name, units, usd, basis };
  });
  const minutes = (volumes.sockets * secondsPerMonth) / 60;
  return [
    ...lines,
    line('API Gateway: connection minutes', minutes, { tiers: prices.gatewayMinute, basis: 'given' }),
  ];
}

function lambdaLines(volumes: Volumes): CostLine[] {
  const all = invokes(volumes);
  const seconds = sum(all.map(({ count, ms }) => (count * ms) / 1000));
  return [
    line('Lambda requests', sum(all.map(({ count }) => count)), {
      tiers: prices.lambdaRequest,
      basis: 'assumed',
    }),
    line('Lambda GB-s, arm64', seconds * assume('functionGb'), {
      tiers: prices.lambdaGbSecond,
      basis: 'assumed',
    }),
  ];
}

/** Write and read units of a month that no message causes, and all of them. */
export function dynamoUnits(volumes: Volumes) {
  const { receipts, connects, opens, watches, told } = volumes;
  const otherWrites = receipts * assume('receiptWriteUnits') + connects * assume('connectWriteUnits');
  const otherReads = opens * assume('readUnitsPerOpen');
  // Whether they have a direct chat; and the sockets of those who are told.
  const watchReads = watches * assume('watchedUsers');
  return { otherWrites, otherReads, watchReads, toldReads: told };
}

function dynamoLines(volumes: Volumes): CostLine[] {
  const { otherWrites, otherReads, watchReads, toldReads } = dynamoUnits(volumes);
  const { dynamoWriteUnit, dynamoReadUnit, dynamoGbMonth, pitrGbMonth } = prices;
  return [
    line('DynamoDB writes: messages', volumes.writeUnits, { tiers: dynamoWriteUnit, basis: 'measured' }),
    line('DynamoDB writes: receipts, connections', otherWrites, { tiers: dynamoWriteUnit, basis: 'assumed' }),
    line('DynamoDB reads: messages', volumes.readUnits, { tiers: dynamoReadUnit, basis: 'measured' }),
    line('DynamoDB reads: opening', otherReads, { tiers: dynamoReadUnit, basis: 'assumed' }),
    line('DynamoDB reads: presence', watchReads + toldReads, { tiers: dynamoReadUnit, basis: 'assumed' }),
    line('DynamoDB storage, GB', volumes.storedGb, { tiers: dynamoGbMonth, basis: 'assumed' }),
    line('DynamoDB PITR, GB', volumes.storedGb, { tiers: pitrGbMonth, basis: 'assumed' }),
  ];
}

/** A slice is received and deleted alone, checks and changes of presence in tens. */
function queueRequests({ queueCalls, slices, messages, offline, changes }: Volumes): number {
  const received = slices * 2 + messages * assume('checkInvokes') * 2;
  const presence = changes * (1 + assume('toldInvokes') * 2);
  return queueCalls + received + presence + offline * assume('pushQueueRequests');
}

/** Frames that clients send: each is a request to API Gateway and a line in its access log. */
export function clientFrames({ messages, receipts, pings, connects, opens, watches }: Volumes): number {
  return messages + receipts + pings + connects * 2 + opens + watches;
}

/** Commands to Valkey, one ECPU each. */
export function ecpus({ pings, connects, watches }: Volumes): number {
  const watched = watches * assume('watchedUsers') * assume('watchEcpus');
  return pings * assume('pingEcpus') + connects * assume('connectEcpus') + watched;
}

function otherLines(volumes: Volumes): CostLine[] {
  const invoked = sum(invokes(volumes).map(({ count }) => count));
  const logGb =
    (clientFrames(volumes) * assume('accessLogBytes') + invoked * assume('functionLogBytes')) / 1e9;
  const { acknowledged, pings } = frames(volumes);
  const { posts, frameBytes, receipts, notices, told, opens, watches, changes } = volumes;
  const egressGb =
    (posts * frameBytes +
      (acknowledged + receipts + notices + told + pings / 2) * assume('frameOverheadBytes') +
      opens * assume('openBytes') +
      watches * assume('watchedUsers') * assume('watchBytes')) /
    1e9;
  const endpointGb = (changes * assume('endpointBytes')) / 1e9;
  const basis = 'assumed';
  return [
    line('Valkey ECPUs', ecpus(volumes), { tiers: prices.valkeyEcpu, basis }),
    line('SNS mobile push', volumes.pushes, { tiers: prices.snsPush, basis }),
    line('CloudWatch logs, GB', logGb, { tiers: prices.logGb, basis }),
    line('Data transfer out, GB', egressGb, { tiers: prices.egressGb, basis }),
    line('SQS endpoint, GB', endpointGb, { tiers: prices.endpointGb, basis }),
    line('KMS requests', volumes.messages * assume('kmsPerMessage'), { tiers: prices.kmsRequest, basis }),
  ];
}
