import { Agent } from 'node:http';
import { createQueues } from './aws/create-queues';
import { createTables } from './aws/create-tables';
import { startDynamodb, type Dynamodb } from './aws/dynamodb-engine';
import { startService } from './aws/service-thread';
import { type WorkerCode } from './compile-workers';
import { type Plan } from './resources/plan';
import { type StopList } from './stop-list';

export interface Stores {
  readonly dynamodb: Dynamodb;
  readonly sqs: number;
  readonly agent: Agent;
}

interface Setting {
  readonly code: WorkerCode;
  readonly region: string;
  readonly engine: string;
  readonly stops: StopList;
}

/** Starts the emulators side by side; both go down with the runtime. */
export const startStores = async ({ code, region, engine, stops }: Setting): Promise<Stores> => {
  const agent = new Agent({ keepAlive: true });
  stops.add(() => agent.destroy());
  const started = <T extends { stop(): Promise<void> | void }>(service: T): T => {
    stops.add(() => service.stop());
    return service;
  };
  const [dynamodb, sqs] = await Promise.all([
    startDynamodb(engine, { code: code.dynamodb, region }).then(started),
    startService('fauxqs', code.sqs, region).then(started),
  ]);
  return { dynamodb, sqs: sqs.port, agent };
};

export const fillStores = async ({ dynamodb, sqs, agent }: Stores, plan: Plan): Promise<void> => {
  await Promise.all([
    createTables(dynamodb, agent, plan.tables),
    createQueues({ port: sqs, agent }, plan.queues),
  ]);
};
