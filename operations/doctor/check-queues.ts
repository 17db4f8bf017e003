import { GetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs';
import { type Aws } from './aws';
import { fail, type Finding, look, ok, warn } from './finding';

/** More jobs than this in a queue at once: its worker does not keep up, or does not run. An estimate. */
const manyJobs = 1000;

/** How full a queue is; of dead letters there should be none. */
export function checkQueue(
  { sqs }: Aws,
  [logicalId, QueueUrl]: readonly [string, string],
): Promise<Finding[]> {
  const subject = `queue ${logicalId}`;
  return look(subject, async () => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const jobs = numberOf(Attributes, 'ApproximateNumberOfMessages');
    // A queue without a redrive of its own is where the dead letters of another one go.
    if (Attributes.RedrivePolicy === undefined) return [judgeDeadLetters(logicalId, jobs)];
    return jobs > manyJobs
      ? [warn(subject, `${jobs} jobs wait`, 'docs/operations.md#fan-out-lag')]
      : [ok(subject, `${jobs} jobs wait`)];
  });
}

/** The chapter is called as the queue: `FanOutDeadLetters1A2B3C4D` -> `fan-out-dead-letters`. */
function judgeDeadLetters(logicalId: string, jobs: number): Finding {
  const subject = `queue ${logicalId}`;
  const words = logicalId.replace(/[0-9A-F]{8}$/, '').split(/(?=[A-Z])/);
  return jobs > 0
    ? fail(subject, `${jobs} dead letters`, `docs/operations.md#${words.join('-').toLowerCase()}`)
    : ok(subject, 'no dead letters');
}

function numberOf(attributes: Partial<Record<QueueAttributeName, string>>, name: QueueAttributeName): number {
  return Number(attributes[name] ?? 0);
}
