import { answerFault } from '../aws/answer-sns';
import { type ServiceAnswer } from '../aws/service-proxy';
import { SnsFault } from '../aws/sns-fault';
import { type Denial } from './access-control';

const sentence = ({ caller, action, resource, because }: Denial): string =>
  `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${because}`;

const answer = (status: number, Message: string, headers: Record<string, string>): ServiceAnswer => ({
  status,
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': crypto.randomUUID(),
    ...headers,
  },
  body: Buffer.from(JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', Message })),
});

export const dynamodbDenial = (denial: Denial): ServiceAnswer => answer(400, sentence(denial), {});

/** SQS writes the action in lower case. The header names the error: SDKs prefer it to the body. */
export const sqsDenial = (denial: Denial): ServiceAnswer => {
  const lower = (text: string): string => text.replaceAll(denial.action, denial.action.toLowerCase());
  return answer(403, lower(sentence(denial)), { 'x-amzn-query-error': 'AccessDenied;Sender' });
};

/** SNS writes its own name in capitals. */
export const snsDenial = (denial: Denial): ServiceAnswer =>
  answerFault(
    new SnsFault(
      'AuthorizationError',
      sentence(denial).replaceAll('sns:', 'SNS:').replaceAll(':SNS:', ':sns:'),
    ),
  );

/** What Lambda says of an Invoke, with status 403. */
export const invokeDenialMessage = (denial: Denial): string => sentence(denial);

/** API Gateway hides most of the account, and names no connection. */
export const connectionDenialMessage = (denial: Denial): string => {
  const resource = denial.resource
    .replace(/:\d{8}(?=\d{4}:)/, ':********')
    .replace(/(?<=\/@connections\/).*/, '{connectionId}');
  return sentence({ ...denial, resource });
};
