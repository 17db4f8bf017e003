import { type Agent } from 'node:http';
import { type TablePlan } from '../resources/plan';
import { isObject, type JsonObject } from '../json';
import { LocalError } from '../local-error';
import { callService } from './call-service';
import { type Dynamodb } from './dynamodb-engine';
import { tableKeys } from './table-keys';

const alreadyThere = /ResourceInUseException|TimeToLive is already enabled/;

const requireSameKeys = ({ name, definition }: TablePlan, { Table: table }: JsonObject): void => {
  const [kept, wanted] = [tableKeys(isObject(table) ? table : {}), tableKeys({ ...definition })];
  if (kept === wanted) return;
  throw new LocalError(
    `The table ${name} of an earlier start has other keys or indexes than the template (${kept}, not ${wanted}): ` +
      'delete what was kept (with --persist the folder .parley/state) and start again.',
  );
};

/** Creates the tables of the templates: keys, indexes, and as far as the engine has them time-to-live and streams. */
export const createTables = async (
  dynamodb: Dynamodb,
  agent: Agent,
  tables: readonly TablePlan[],
): Promise<void> => {
  const send = ({ name, region }: TablePlan, operation: string, input: object = {}): Promise<JsonObject> => {
    const { host, port } = dynamodb;
    const target = `DynamoDB_20120810.${operation}`;
    return callService({ host, port, agent, region, target, input: { TableName: name, ...input } });
  };
  const call = async (table: TablePlan, operation: string, input: object): Promise<void> => {
    try {
      await send(table, operation, input);
    } catch (error) {
      if (!dynamodb.isShared || !alreadyThere.test(String(error))) throw error;
      if (operation === 'CreateTable') requireSameKeys(table, await send(table, 'DescribeTable'));
    }
  };
  const create = async (table: TablePlan): Promise<void> => {
    const { definition, streamViewType: view, timeToLive } = table;
    const stream = dynamodb.hasStreams && view !== undefined;
    const StreamSpecification = { StreamEnabled: true, StreamViewType: view };
    await call(table, 'CreateTable', { ...definition, ...(stream && { StreamSpecification }) });
    if (timeToLive === undefined || !dynamodb.hasTimeToLive) return;
    const TimeToLiveSpecification = { Enabled: true, AttributeName: timeToLive };
    await call(table, 'UpdateTimeToLive', { TimeToLiveSpecification });
  };
  await Promise.all(tables.map(create));
};
