import { GetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs';
import { type Aws } from './aws';
import { fail, type Finding, look, ok, warn } from './finding';

/** More jobs than this in a queue at once: its worker does not keep up, or does not run. An estimate. */
const manyJobs = 1000;

interface Chapters {
  /** Where to read on when jobs wait. */
  readonly waiting: string;
  /** Where to read on when jobs were given up. */
  readonly deadLetters: string;
}

const named = (name: string): Chapters => ({ waiting: `${name}-lag`, deadLetters: `${name}-dead-letters` });

/** These let go of a job before it was tried five times: they have no chapter of dead letters, and no alarm on them. */
const shortLived = (name: string): Chapters => ({ waiting: `${name}-lag`, deadLetters: `${name}-lag` });

/** The chapters of docs/operations.md, which are called as the alarms, by what the logical id of a queue begins with. */
const chapters: Readonly<Record<string, Chapters>> = {
  ApplicationsFailures: named('push-failures'),
  DeliveryCheck: named('delivery-check'),
  FanOut: named('fan-out'),
  PresenceChanges: shortLived('presence'),
  PresenceLost: shortLived('lost-sockets'),
  Push: named('push'),
};

const anyChapter: Chapters = { waiting: 'alarms', deadLetters: 'alarms' };

/** `FanOutDeadLetters1A2B3C4D` -> the chapters of `FanOut`. */
function chaptersOf(logicalId: string): Chapters {
  return chapters[logicalId.replace(/(Queue|DeadLetters)[0-9A-F]{8}$/, '')] ?? anyChapter;
}

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
    const { waiting, deadLetters } = chaptersOf(logicalId);
    // A queue without a redrive of its own is where the dead letters of another one go.
    if (Attributes.RedrivePolicy === undefined)
      return jobs > 0
        ? [fail(subject, `${jobs} dead letters`, `docs/operations.md#${deadLetters}`)]
        : [ok(subject, 'no dead letters')];
    return jobs > manyJobs
      ? [warn(subject, `${jobs} jobs wait`, `docs/operations.md#${waiting}`)]
      : [ok(subject, `${jobs} jobs wait`)];
  });
}

function numberOf(attributes: Partial<Record<QueueAttributeName, string>>, name: QueueAttributeName): number {
  return Number(attributes[name] ?? 0);
}
