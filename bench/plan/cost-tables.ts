import { type SendCost } from '../measure-send';
import { type CostLine, trafficLines } from './cost-lines';
import { type PlanOptions } from './parse-options';
import { standingLines } from './standing-lines';
import { secondsPerMonth, volumesOf } from './volumes';

/** USD by line, one number for each column. */
export interface CostTable {
  title: string;
  columns: string[];
  rows: { name: string; usd: number[] }[];
}

const million = 1e6;
const maxLifeSeconds = 7200;

/** What a stage costs in a month that nobody uses. */
export function idleTable(): CostTable {
  return tableOf('a month in which nobody chats', [['$', standingLines(1, 0)]]);
}

/** What a million messages cost, by the members of their chat, who are all online; storage for the first month. */
export function messagesTable(options: PlanOptions, costs: readonly SendCost[]): CostTable {
  const month = { ...options, dau: (million * 12) / 365, messagesPerDay: 1, online: 0, reached: 1 };
  const columns = costs.map(({ members }): [string, CostLine[]] => {
    const volumes = volumesOf({ ...month, retentionDays: 365 / 12, mix: new Map([[members, 1]]) }, costs);
    return [`${members} members`, trafficLines({ ...volumes, opens: 0 })];
  });
  return tableOf(`a million messages of ${options.messageBytes} bytes, everyone online`, columns);
}

/** What sockets cost in a month on which nobody writes, by the seconds between two pings. */
export function socketsTable(options: PlanOptions, costs: readonly SendCost[]): CostTable {
  const columns = [1_000, million].flatMap((sockets) =>
    [20, 540].map((heartbeatSeconds): [string, CostLine[]] => {
      const silent = { ...options, dau: sockets, online: 1, messagesPerDay: 0, heartbeatSeconds };
      const connects = (sockets * secondsPerMonth) / maxLifeSeconds;
      // Somebody whose next socket opens before the last one is closed does not go.
      const unseen = { opens: 0, watches: 0, changes: 0, told: 0 };
      const lines = trafficLines({ ...volumesOf(silent, costs), ...unseen, connects });
      const name = `${sockets.toLocaleString('en-US')} at ${heartbeatSeconds} s`;
      return [name, [...lines, ...cacheLines(sockets)]];
    }),
  );
  return tableOf(
    'sockets that are open for a month, and connect anew every 2 hours, and on which nobody watches presence',
    columns,
  );
}

/** Only what the sockets add to a cache that is there anyway. */
function cacheLines(sockets: number): CostLine[] {
  const before = standingLines(1, 0);
  return standingLines(1, sockets).map((line, at) => ({ ...line, usd: line.usd - (before[at]?.usd ?? 0) }));
}

/** Lines that cost nothing in any column are left out. */
function tableOf(title: string, columns: readonly [name: string, lines: CostLine[]][]): CostTable {
  const names = [...new Set(columns.flatMap(([, lines]) => lines.map(({ name }) => name)))];
  const usdOf = (lines: readonly CostLine[], name: string) =>
    lines.find((line) => line.name === name)?.usd ?? 0;
  const rows = names
    .map((name) => ({ name, usd: columns.map(([, lines]) => usdOf(lines, name)) }))
    .filter(({ usd }) => usd.some((one) => one > 0));
  const total = columns.map(([, lines]) => lines.reduce((sum, { usd }) => sum + usd, 0));
  return {
    title,
    columns: columns.map(([name]) => name),
    rows: [...rows, { name: 'together', usd: total }],
  };
}
