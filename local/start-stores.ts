import { Agent } from 'node:http';
import { createQueues } from './aws/create-queues';
import { createTables } from './aws/create-tables';
import { startService } from './aws/service-thread';
import { type WorkerCode } from './compile-workers';
import { type Plan } from './resources/plan';
import { type StopList } from './stop-list';

export interface Stores {
  readonly dynamodb: number;
  readonly sqs: number;
  readonly agent: Agent;
}

/** Starts the emulators side by side; both go down with the runtime. */
export const startStores = async (code: WorkerCode, region: string, stops: StopList): Promise<Stores> => {
  const agent = new Agent({ keepAlive: true });
  stops.add(() => agent.destroy());
  const start = async (name: string, text: string): Promise<number> => {
    const service = await startService(name, text, region);
    stops.add(() => service.stop());
    return service.port;
  };
  const [dynamodb, sqs] = await Promise.all([start('dynalite', code.dynamodb), start('fauxqs', code.sqs)]);
  return { dynamodb, sqs, agent };
};

export const fillStores = async ({ dynamodb, sqs, agent }: Stores, plan: Plan): Promise<void> => {
  await Promise.all([
    createTables({ port: dynamodb, agent }, plan.tables),
    createQueues({ port: sqs, agent }, plan.queues),
  ]);
};
