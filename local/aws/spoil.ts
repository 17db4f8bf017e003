import { setTimeout as sleep } from 'node:timers/promises';
import { type AwsCall } from './aws-call';
import { type ServiceAnswer } from './service-proxy';

/** What happens to one call of DynamoDB or SQS. */
export interface Spoiling {
  /** The call has its effect so much later. */
  readonly delayMs?: number;
  /** It is refused, as AWS throttles, without any effect. */
  readonly isThrottled?: boolean;
  /** The answer comes so much later: above the time that the caller waits, the effect happens and the answer is lost. */
  readonly answerDelayMs?: number;
}

/** Asked before every call of DynamoDB and SQS that a function makes. undefined: the call goes as ever. */
export type Spoil = (
  call: Pick<AwsCall, 'functionName' | 'service' | 'operation' | 'resource'>,
) => Spoiling | undefined;

const throttled = {
  dynamodb: {
    __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException',
    message: 'Rate of requests exceeds the allowed throughput.',
  },
  sqs: { __type: 'com.amazonaws.sqs#RequestThrottled', message: 'Request throttled.' },
} as const;

const refusal = (service: keyof typeof throttled): ServiceAnswer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify(throttled[service])),
});

/** Makes the call, spoiled as was said. */
export const callSpoiled = async (
  service: keyof typeof throttled,
  { delayMs = 0, isThrottled = false, answerDelayMs = 0 }: Spoiling,
  call: () => Promise<ServiceAnswer>,
): Promise<ServiceAnswer> => {
  if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
  const answer = isThrottled ? refusal(service) : await call();
  if (answerDelayMs > 0) await sleep(answerDelayMs, undefined, { ref: false });
  return answer;
};
