import { type Agent } from 'node:http';
import { type TablePlan } from '../resources/plan';
import { callService } from './call-service';

interface Target {
  readonly port: number;
  readonly agent: Agent;
}

/** Creates the tables of the templates, empty. */
export const createTables = async (target: Target, tables: readonly TablePlan[]): Promise<void> => {
  const create = (table: TablePlan): Promise<unknown> =>
    callService({
      ...target,
      region: table.region,
      target: 'DynamoDB_20120810.CreateTable',
      input: { TableName: table.name, ...table.definition },
    });
  await Promise.all(tables.map(create));
};
