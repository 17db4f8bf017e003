import { type Agent } from 'node:http';
import { type TablePlan } from '../resources/plan';
import { callService } from './call-service';
import { type Dynamodb } from './dynamodb-engine';

const alreadyThere = /ResourceInUseException|TimeToLive is already enabled/;

/** Creates the tables of the templates: keys, indexes, and as far as the engine has them time-to-live and streams. */
export const createTables = async (
  dynamodb: Dynamodb,
  agent: Agent,
  tables: readonly TablePlan[],
): Promise<void> => {
  const call = async (table: TablePlan, operation: string, input: object): Promise<void> => {
    const { host, port, isShared } = dynamodb;
    try {
      await callService({
        host,
        port,
        agent,
        region: table.region,
        target: `DynamoDB_20120810.${operation}`,
        input: { TableName: table.name, ...input },
      });
    } catch (error) {
      if (!isShared || !alreadyThere.test(String(error))) throw error;
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
