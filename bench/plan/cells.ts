import { clientFrames, dynamoUnits, ecpus } from './cost-lines';
import { type Quota, quotas } from './quotas';
import { invokes, secondsPerMonth, type Volumes } from './volumes';

/** A cell is full at this share of a quota. */
const fullAt = 0.7;
/** For how many seconds a queue may stand still before its messages in flight are too many. */
const stallSeconds = 5;

export interface QuotaRow extends Quota {
  /** At the busiest second, in all cells together. */
  needed: number;
  /** Cells that this quota alone would ask for. */
  cells: number;
  /** What to ask AWS for in each cell; undefined where the initial quota does. */
  request: number | undefined;
}

/** What each cell must be configured with. */
export interface ThrottlePlan {
  /** From all clients of all cells at the busiest second: frames, pings among them, and handshakes. */
  framesPerSecond: number;
  /** `throttleRate` of a cell that is full at the same share as the quotas. */
  rate: number;
}

interface CellPlan {
  cells: number;
  rows: QuotaRow[];
  throttle: ThrottlePlan;
}

/** A cell is an account and region with its own API, tables and queues, for a share of the users. */
export function planCells(volumes: Volumes, peak: number): CellPlan {
  const sized = Object.entries(needs(volumes, peak)).map(([name, needed]) => {
    const quota = Object.entries(quotas).find(([known]) => known === name)?.[1];
    if (quota === undefined) throw new Error(`no quota ${name}`);
    return { ...quota, needed, cells: Math.max(1, Math.ceil(needed / (quota.ceiling * fullAt))) };
  });
  const cells = Math.max(...sized.map((row) => row.cells));
  const framesPerSecond = (clientFrames({ ...volumes, pings: 0 }) * peak + volumes.pings) / secondsPerMonth;
  return {
    cells,
    rows: sized.map((row) => ({ ...row, request: requestOf(row, cells) })),
    throttle: { framesPerSecond, rate: roundUp(framesPerSecond / cells / fullAt) },
  };
}

function requestOf({ needed, initial }: { needed: number; initial: number }, cells: number) {
  const wanted = needed / cells / fullAt;
  return wanted <= initial ? undefined : roundUp(wanted);
}

/** To a whole number of two digits that are not zero. */
function roundUp(wanted: number): number {
  const step = Math.max(1, 10 ** (Math.floor(Math.log10(wanted)) - 1));
  // The last digit of a quotient must not ask for a step more.
  return Math.ceil(wanted / step - 1e-9) * step;
}

/** Pings come all the time; everything that people do comes `peak` times as often in the busiest second. */
function needs(volumes: Volumes, peak: number): Record<keyof typeof quotas, number> {
  const steadily = { ...volumes, pings: 0 };
  const perSecond = (ofPeople: number, ofPings: number) => (ofPeople * peak + ofPings) / secondsPerMonth;
  const { posts, pings, connects, notices, told, slices, pushes, writeUnits, readUnits } = volumes;
  const { otherReads, watchReads, toldReads } = dynamoUnits(volumes);
  const busy = invokes(volumes).reduce((total, { name, count, ms }) => {
    return total + (perSecond(name === 'ping' ? 0 : count, name === 'ping' ? count : 0) * ms) / 1000;
  }, 0);
  return {
    // A post is a request as well, and so is what is told of receipts and presence.
    gatewayRequests: perSecond(clientFrames(steadily) + posts + notices + told, pings),
    newConnections: perSecond(connects, 0),
    lambdaConcurrency: busy,
    // The busiest table: messages.
    writeUnits: perSecond(writeUnits, 0),
    readUnits: perSecond(Math.max(readUnits, otherReads + watchReads, toldReads), 0),
    pushes: perSecond(pushes, 0),
    inFlight: perSecond(slices, 0) * stallSeconds,
    valkeyClients: busy,
    valkeyEcpus: perSecond(ecpus(steadily), ecpus({ ...volumes, connects: 0, watches: 0 })),
  };
}
