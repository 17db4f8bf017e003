import { type QueueUrls } from './aws/queue-urls';
import { hiddenSeconds } from './event-sources/hidden-seconds';
import { SqsEventSource } from './event-sources/sqs-event-source';
import { type FlowRecorder } from './flows/flow-recorder';
import { type Invoke } from './functions/function-host';
import { LocalError } from './local-error';
import { type Log } from './log';
import { type Plan } from './resources/plan';
import { type Stores } from './start-stores';
import { type StopList } from './stop-list';

interface Setting {
  readonly stores: Stores;
  readonly queueUrls: QueueUrls;
  readonly invoke: Invoke;
  readonly flows: FlowRecorder;
  readonly log: Log;
  readonly stops: StopList;
}

/** Starts one poller for each event source mapping. */
export const startEventSources = (plan: Plan, setting: Setting): void => {
  const { stores, queueUrls, invoke, flows, log, stops } = setting;
  const sources = plan.mappings.map((mapping) => {
    const queue = plan.queues.find(({ arn }) => arn === mapping.queueArn);
    if (!queue)
      throw new LocalError(
        `${mapping.logicalId} reads ${mapping.queueArn}, which is no queue of the assembly.`,
      );
    const reader = plan.functions.find(({ name }) => name === mapping.functionName.split(':')[0]);
    const queueUrl = queueUrls.native(queue.url, queue.region);
    return new SqsEventSource({
      mapping,
      queue,
      queueUrl,
      hiddenSeconds: hiddenSeconds({ mapping, queue, reader }),
      port: stores.sqs,
      agent: stores.agent,
      invoke,
      flows,
      log,
    });
  });
  for (const source of sources) source.start();
  stops.add(async () => {
    await Promise.all(sources.map((source) => source.stop()));
  });
};
