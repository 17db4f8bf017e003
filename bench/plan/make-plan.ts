import { type SendCost } from '../measure-send';
import { planCells, type QuotaRow, type ThrottlePlan } from './cells';
import { type CostLine, trafficLines } from './cost-lines';
import { type CostTable, idleTable, messagesTable, socketsTable } from './cost-tables';
import { type Comparison, compareModels } from './independent-model';
import { ownServers } from './own-servers';
import { type PlanOptions } from './parse-options';
import { standingLines } from './standing-lines';
import { type Volumes, volumesOf } from './volumes';

export interface Plan {
  volumes: Volumes;
  lines: CostLine[];
  /** USD a month. */
  total: number;
  cells: number;
  quotas: QuotaRow[];
  throttle: ThrottlePlan;
  /** Of the total, what API Gateway costs, and what own socket servers would cost in its place. */
  gatewayUsd: number;
  ownServers: { tasks: number; usd: number };
  comparison: Comparison[];
  /** What does not depend on the number of users. */
  tables: { idle: CostTable; messages: CostTable; sockets: CostTable };
}

/** The whole plan, from measured calls per message. */
export function makePlan(options: PlanOptions, costs: readonly SendCost[]): Plan {
  const volumes = volumesOf(options, costs);
  const { cells, rows, throttle } = planCells(volumes, options.peak);
  const lines = [...trafficLines(volumes), ...standingLines(cells, volumes.sockets)];
  const sum = (some: readonly CostLine[]) => some.reduce((total, { usd }) => total + usd, 0);
  return {
    volumes,
    lines,
    total: sum(lines),
    cells,
    quotas: rows,
    throttle,
    gatewayUsd: sum(lines.filter(({ name }) => name.startsWith('API Gateway'))),
    ownServers: ownServers(volumes, options.peak),
    comparison: compareModels(lines),
    tables: {
      idle: idleTable(),
      messages: messagesTable(options, costs),
      sockets: socketsTable(options, costs),
    },
  };
}
