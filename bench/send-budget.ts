import type { SendCost } from './measure-send';

/** Members of the chats that are measured. */
export const sizes = [2, 10, 100, 500] as const;

interface BudgetRow {
  name: string;
  field: keyof SendCost;
  /** At most so much, by size. */
  budget: readonly number[];
}

/** What one message may cost. The check is that of a message which everyone has read. */
const rows: readonly BudgetRow[] = [
  { name: 'DynamoDB writes, send function', field: 'writes', budget: [1, 1, 1, 1] },
  { name: 'DynamoDB write units, send function', field: 'writeUnits', budget: [1, 1, 1, 1] },
  { name: 'DynamoDB calls, send function', field: 'sendCalls', budget: [4, 4, 3, 3] },
  { name: 'DynamoDB read units, send function', field: 'sendReadUnits', budget: [4, 12, 4, 9] },
  { name: 'SQS calls, send function', field: 'sendQueueCalls', budget: [1, 1, 2, 2] },
  { name: 'DynamoDB calls, fan-out worker', field: 'workerCalls', budget: [0, 0, 2, 10] },
  { name: 'DynamoDB read units, fan-out worker', field: 'workerReadUnits', budget: [0, 0, 100, 500] },
  { name: 'DynamoDB calls, delivery check', field: 'checkCalls', budget: [5, 5, 5, 13] },
  { name: 'DynamoDB read units, delivery check', field: 'checkReadUnits', budget: [7, 23, 205, 1013] },
  { name: 'posts', field: 'posts', budget: [1, 9, 99, 499] },
];

export function budgetRows(costs: readonly SendCost[]) {
  return rows.map(({ name, field, budget }) => ({
    name,
    measured: costs.map((cost) => cost[field]),
    budget,
  }));
}
