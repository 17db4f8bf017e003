import { keptEndpoints } from './aws/kept-endpoints';
import { PushPlatforms } from './aws/push-platforms';
import { type QueueUrls } from './aws/queue-urls';
import { Sns } from './aws/sns';
import { Topics } from './aws/topics';
import { type FlowRecorder } from './flows/flow-recorder';
import { type InvokeAsync } from './functions/invoke-async';
import { LOCAL_APPLICATIONS } from './local-parameters';
import { type Log } from './log';
import { queueSender } from './queue-sender';
import { type Plan } from './resources/plan';
import { type RuntimeOptions } from './runtime-options';
import { type Stores } from './start-stores';

interface Setting {
  readonly options: Pick<RuntimeOptions, 'persistIn'>;
  readonly stores: Stores;
  readonly queueUrls: QueueUrls;
  readonly flows: FlowRecorder;
  readonly invokeAsync: InvokeAsync;
  readonly log: Log;
}

/** SNS: the topics of the templates, and the platform applications that there are from the start. */
export const startSns = (
  plan: Plan,
  { options, invokeAsync, log, ...setting }: Setting,
): { readonly platforms: PushPlatforms; readonly sns: Sns } => {
  const topics = new Topics({ plan, sendToQueue: queueSender(plan, setting), invoke: invokeAsync });
  const platforms = new PushPlatforms({
    applicationArns: LOCAL_APPLICATIONS,
    log,
    endpoints: keptEndpoints(options.persistIn),
    tell: (topicArn, event) => {
      topics.publish(topicArn, event).catch((error: unknown) => log(`sns     ${String(error)}`));
    },
  });
  return { platforms, sns: new Sns(platforms, topics) };
};
