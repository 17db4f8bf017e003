import { Agent } from 'node:http';
import { createQueues } from './aws/create-queues';
import { createTables } from './aws/create-tables';
import { startDynamodb, type Dynamodb } from './aws/dynamodb-engine';
import { startService } from './aws/service-thread';
import { type WorkerCode } from './compile-workers';
import { type Plan } from './resources/plan';
import { type RuntimeOptions } from './runtime-options';
import { type StopList } from './stop-list';

export interface Stores {
  readonly dynamodb: Dynamodb;
  readonly sqs: number;
  readonly agent: Agent;
}

interface Setting {
  readonly code: WorkerCode;
  readonly region: string;
  readonly options: Pick<RuntimeOptions, 'dynamodb' | 'persistIn'>;
  readonly stops: StopList;
}

/** Starts the emulators side by side; both go down with the runtime. */
export const startStores = async ({ code, region, options, stops }: Setting): Promise<Stores> => {
  const { dynamodb: engine = 'dynalite', persistIn } = options;
  const agent = new Agent({ keepAlive: true });
  stops.add(() => agent.destroy());
  const started = <T extends { stop(): Promise<void> | void }>(service: T): T => {
    stops.add(() => service.stop());
    return service;
  };
  const starting = [
    startDynamodb(engine, { code: code.dynamodb, region, persistIn }).then(started),
    startService('fauxqs', code.sqs, { region }).then(started),
  ] as const;
  // Both are waited for even if one fails: the other would come up after everything was stopped, and stay.
  await Promise.allSettled(starting);
  const [dynamodb, sqs] = await Promise.all(starting);
  return { dynamodb, sqs: sqs.port, agent };
};

export const fillStores = async ({ dynamodb, sqs, agent }: Stores, plan: Plan): Promise<void> => {
  await Promise.all([
    createTables(dynamodb, agent, plan.tables),
    createQueues({ port: sqs, agent }, plan.queues),
  ]);
};
