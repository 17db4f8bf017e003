import { parseObject, textOf, type JsonObject } from '../json';
import { type ServiceAnswer } from './service-call';

/** The actions whose input is flat but for message attributes. */
const ACTIONS: ReadonlySet<string> = new Set([
  'SendMessage',
  'DeleteMessage',
  'GetQueueAttributes',
  'PurgeQueue',
]);

const NUMBERS: ReadonlySet<string> = new Set(['DelaySeconds', 'VisibilityTimeout']);

const ATTRIBUTE = /^MessageAttribute\.(\d+)\.(Name|Value\.(StringValue|BinaryValue|DataType))$/;

export const isQueryAction = (action: string): boolean => ACTIONS.has(action);

const attributesIn = (form: URLSearchParams): JsonObject => {
  const names = new Map<string, string>();
  const values = new Map<string, JsonObject>();
  for (const [key, value] of form) {
    const [, index, part, member] = ATTRIBUTE.exec(key) ?? [];
    if (index === undefined) continue;
    if (part === 'Name') names.set(index, value);
    else if (member !== undefined) values.set(index, { ...values.get(index), [member]: value });
  }
  return Object.fromEntries([...names].map(([index, name]) => [name, values.get(index) ?? {}]));
};

/** The input of SQS's JSON protocol for a form of its query protocol. */
export const queryInput = (form: URLSearchParams, path: string | undefined): JsonObject => {
  const plain = [...form].filter(([key]) => !key.includes('.') && !['Action', 'Version'].includes(key));
  const attributes = attributesIn(form);
  return {
    ...(path !== undefined && { QueueUrl: `https://sqs/${path}` }),
    ...Object.fromEntries(plain.map(([key, value]) => [key, NUMBERS.has(key) ? Number(value) : value])),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
  };
};

/** What the query protocol calls otherwise than the JSON protocol. */
const CODES: ReadonlyMap<string, string> = new Map([['AccessDeniedException', 'AccessDenied']]);

/** The answer as the query protocol words it, in JSON, which API Gateway asks for. */
export const queryAnswer = (action: string, { status, body }: ServiceAnswer): ServiceAnswer => {
  const output = parseObject(body) ?? {};
  const metadata = { RequestId: crypto.randomUUID() };
  if (status === 200) {
    const response = { [`${action}Result`]: output, ResponseMetadata: metadata };
    return { status, body: JSON.stringify({ [`${action}Response`]: response }) };
  }
  const code = (textOf(output['__type']) ?? '').replace(/^.*#/, '');
  const error = {
    Code: CODES.get(code) ?? code,
    Message: output['message'] ?? output['Message'] ?? '',
    Type: 'Sender',
  };
  return { status, body: JSON.stringify({ Error: error, RequestId: metadata.RequestId }) };
};
