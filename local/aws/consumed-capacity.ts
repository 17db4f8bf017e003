import { parseObject, type JsonObject } from '../json';
import { type ServiceAnswer } from './service-proxy';

const OPERATIONS = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
]);

/** The request with a question for its capacity, so that the meter knows it; undefined when that is asked already. */
export const withCapacity = (operation: string, input: JsonObject): Buffer | undefined => {
  const { ReturnConsumedCapacity: asked = 'NONE' } = input;
  if (asked !== 'NONE' || !OPERATIONS.has(operation)) return undefined;
  return Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }));
};

/** The answer as whoever did not ask for the capacity gets it. */
export const withoutCapacity = ({ status, headers, body }: ServiceAnswer): ServiceAnswer => {
  const { ConsumedCapacity, ...rest } = parseObject(body.toString()) ?? {};
  if (ConsumedCapacity === undefined) return { status, headers, body };
  // The checksum was that of the answer before.
  const { 'x-amz-crc32': _, ...kept } = headers;
  return { status, headers: kept, body: Buffer.from(JSON.stringify(rest)) };
};
