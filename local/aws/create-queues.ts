import { type Agent } from 'node:http';
import { type QueuePlan } from '../resources/plan';
import { callService } from './call-service';

interface Target {
  readonly port: number;
  readonly agent: Agent;
}

/** Creates the queues of the templates, empty. Their dead-letter queues are found by ARN at the first redrive. */
export const createQueues = async (target: Target, queues: readonly QueuePlan[]): Promise<void> => {
  const create = ({ name, region, attributes }: QueuePlan): Promise<unknown> =>
    callService({
      ...target,
      region,
      target: 'AmazonSQS.CreateQueue',
      input: { QueueName: name, Attributes: attributes },
    });
  await Promise.all(queues.map(create));
};
