import { type AccessControl } from './iam/access-control';
import { LocalError } from './local-error';
import { type FunctionPlan, type Plan } from './resources/plan';

/** What the poller of a queue does in the name of the function's role. */
const QUEUE_READING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** And what the reader of a stream does. */
const STREAM_READING = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'].map(
  (name) => `dynamodb:${name}`,
);

const MAY_NOT_SEND = 'the function execution role does not have permissions to call SendMessage on SQS';

/** A queue or stream that Lambda reads, or writes to, in the function's name. */
interface Source {
  readonly logicalId: string;
  readonly functionName: string;
  readonly arn: string;
  readonly actions: readonly string[];
  /** What AWS says when some of the actions are not allowed. */
  readonly refusal: (missing: readonly string[]) => string;
}

const withoutService = (action: string): string => action.slice(action.indexOf(':') + 1);

/** Queues that Lambda writes to in the function's name: what failed, what succeeded, what a stream's reader gave up. */
const destinationsOf = ({ functions, asyncConfigs, streamMappings }: Plan): Source[] => {
  const queues = [
    ...functions.map(({ logicalId, name, deadLetterArn }) => ({
      logicalId,
      functionName: name,
      arn: deadLetterArn,
    })),
    ...asyncConfigs.flatMap(({ functionName, onSuccessArn, onFailureArn }) =>
      [onSuccessArn, onFailureArn].map((arn) => ({ logicalId: functionName, functionName, arn })),
    ),
    ...streamMappings.map(({ logicalId, functionName, onFailureArn: arn }) => ({
      logicalId,
      functionName,
      arn,
    })),
  ];
  return queues.flatMap(({ arn, ...rest }) =>
    arn === undefined ? [] : [{ ...rest, arn, actions: ['sqs:SendMessage'], refusal: () => MAY_NOT_SEND }],
  );
};

const sourcesOf = ({ mappings, streamMappings }: Plan): Source[] => [
  ...mappings.map(({ logicalId, functionName, queueArn }) => ({
    logicalId,
    functionName,
    arn: queueArn,
    actions: QUEUE_READING,
    refusal: (missing: readonly string[]) =>
      `the function execution role does not have permissions to call ${missing.map(withoutService).join(', ')} on SQS`,
  })),
  ...streamMappings.map(({ logicalId, functionName, streamArn }) => ({
    logicalId,
    functionName,
    arn: streamArn,
    actions: STREAM_READING,
    refusal: (missing: readonly string[]) =>
      `cannot access stream ${streamArn}, because the role may not perform ${missing.map(withoutService).join(', ')}`,
  })),
];

/** A mapping may name a version or an alias: they have the function's role. */
const readerOf = (plan: Plan, { functionName }: Source): FunctionPlan | undefined =>
  plan.functions.find(({ name }) => name === functionName.split(':')[0]);

/**
 * AWS creates no event source mapping whose function's role may not read the source, and takes no dead-letter queue or
 * destination that it may not send to: neither does the runtime start them.
 */
export const checkEventSources = (plan: Plan, access: AccessControl): void => {
  for (const source of [...sourcesOf(plan), ...destinationsOf(plan)]) {
    const reader = readerOf(plan, source);
    if (!reader) continue;
    const { logicalId, arn, actions, refusal } = source;
    const missing = actions.filter((action) => access.denialOf(reader, { action, resource: arn }));
    if (missing.length === 0) continue;
    throw new LocalError(
      `${logicalId}: ${refusal(missing)}; allow ${missing.join(', ')} on ${arn} to the role of ${reader.logicalId}, ` +
        'or start with --iam off.',
    );
  }
};
