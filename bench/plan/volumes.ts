import { limits } from '../../protocol';
import { type SendCost } from '../measure-send';
import { assume } from './assumptions';
import { type PlanOptions } from './parse-options';

export const secondsPerMonth = (365 / 12) * 86_400;
const meteredFrameBytes = 32 * 1024;
/** The client does it again between half and nine tenths of the ten minutes that a watch holds. */
const secondsBetweenWatches = 600 * 0.7;

/** What happens in a month. */
export type Volumes = ReturnType<typeof volumesOf>;

/** Mean per message of a measured number, over the mix of chat sizes. */
function meanOf(costs: readonly SendCost[], mix: PlanOptions['mix']) {
  return (pick: (cost: SendCost) => number) =>
    [...mix].reduce((sum, [members, share]) => {
      const cost = costs.find((measured) => measured.members === members);
      if (cost === undefined) throw new Error(`chats of ${members} members are not measured`);
      return sum + share * pick(cost);
    }, 0);
}

/** From what one message was measured to cost, everyone online, to a month of them. */
export function volumesOf(options: PlanOptions, costs: readonly SendCost[]) {
  const mean = meanOf(costs, options.mix);
  const messages = (options.dau * options.messagesPerDay * 365) / 12;
  const sockets = options.dau * options.online;
  const recipients = messages * mean(({ posts }) => posts);
  const connects = (sockets * secondsPerMonth) / (assume('connectionMinutes') * 60);
  const posts = recipients * options.reached;
  const offline = recipients - posts;
  const noticed = mean(({ members, posts: ofOne }) =>
    members <= limits.membersWithLiveReceipts ? ofOne : 0,
  );
  return {
    messages,
    sockets,
    posts,
    offline,
    receipts: posts * assume('receiptsPerPost'),
    /** Receipts that the sender of the message is told of at once. */
    notices: messages * noticed * options.reached * assume('receiptsPerPost'),
    pings: (sockets * secondsPerMonth) / options.heartbeatSeconds,
    connects,
    ...presenceOf({ sockets, connects, online: options.online }),
    // One call to DynamoDB per slice.
    slices: messages * mean(({ workerCalls }) => workerCalls),
    writeUnits: messages * mean(({ writeUnits }) => writeUnits + extraWriteUnits(options)),
    readUnits:
      messages *
      mean(
        ({ sendReadUnits, workerReadUnits, checkReadUnits }) =>
          sendReadUnits + workerReadUnits + checkReadUnits,
      ),
    queueCalls: messages * mean(({ sendQueueCalls }) => sendQueueCalls),
    pushes: offline * assume('pushesPerOffline'),
    opens: (options.dau * assume('opensPerDay') * 365) / 12,
    frameBytes: options.messageBytes + assume('frameOverheadBytes'),
    storedGb: storedGb(options),
  };
}

/** Everybody is watched by as many as they watch, those of them who are there. */
function presenceOf({ sockets, connects, online }: { sockets: number; connects: number; online: number }) {
  const watchers = assume('watchedUsers') * online;
  return {
    watches: connects + (sockets * secondsPerMonth) / secondsBetweenWatches,
    /** Comings and goings of users whom somebody watches, and the sockets that are told of them. */
    changes: connects * 2 * Math.min(1, watchers),
    told: connects * 2 * watchers,
  };
}

/** A message of 100 bytes was measured; every further kB is a unit more. */
function extraWriteUnits({ messageBytes }: PlanOptions): number {
  return Math.ceil((messageBytes + assume('itemOverheadBytes')) / 1024) - 1;
}

/** When the first messages have reached their age and as many go as come. */
function storedGb({ dau, messagesPerDay, retentionDays, messageBytes }: PlanOptions): number {
  return (dau * messagesPerDay * retentionDays * (messageBytes + assume('itemOverheadBytes'))) / 1e9;
}

/** Frames as API Gateway bills them: a frame of more than 32 KB counts once per 32 KB begun. */
export function frames(volumes: Volumes) {
  const { messages, posts, receipts, notices, pings, connects, opens, watches, told, frameBytes } = volumes;
  const increments = Math.ceil(frameBytes / meteredFrameBytes);
  return {
    sent: messages * increments,
    acknowledged: messages,
    posted: posts * increments,
    // The request and its answer, and the notice to the sender of the message.
    receipts: receipts * 2 + notices,
    pings: pings * 2,
    // The hello request and its answer.
    hellos: connects * 2,
    // The list of chats, or a sync, and its answer.
    opens: opens * 2,
    // The watch and its answer, and what is told of later.
    presence: watches * 2 + told,
  };
}

/** Invokes of Lambda, with the ms each takes. */
export function invokes(volumes: Volumes): { name: string; count: number; ms: number }[] {
  const { messages, slices, receipts, connects, pings, pushes, opens, watches, changes } = volumes;
  return [
    { name: 'send', count: messages, ms: assume('sendMs') },
    { name: 'fan-out', count: slices, ms: assume('workerMs') },
    { name: 'check', count: messages * assume('checkInvokes'), ms: assume('workerMs') },
    { name: 'receipt', count: receipts, ms: assume('receiptMs') },
    { name: 'connect', count: connects * 3, ms: assume('connectMs') },
    { name: 'open', count: opens, ms: assume('connectMs') },
    { name: 'watch', count: watches, ms: assume('watchMs') },
    { name: 'tell', count: changes * assume('toldInvokes'), ms: assume('toldMs') },
    { name: 'push', count: pushes, ms: assume('pushMs') },
    { name: 'ping', count: pings * assume('pingInvokes'), ms: assume('pingMs') },
  ];
}
