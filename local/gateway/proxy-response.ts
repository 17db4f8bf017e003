import { type Outcome } from '../functions/invocation';
import { isObject, parseObject } from '../json';

/** What a Lambda proxy integration answers. */
export interface ProxyResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string | undefined;
}

/** Undefined for a failed function and for a result that is no proxy response. */
export const proxyResponse = (outcome: Outcome): ProxyResponse | undefined => {
  if (outcome.isError) return undefined;
  const result = parseObject(outcome.payload);
  const statusCode = Number(result?.['statusCode'] ?? Number.NaN);
  if (!result || !Number.isInteger(statusCode)) return undefined;
  const { headers, body } = result;
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
  return { statusCode, headers: isObject(headers) ? headers : {}, body: body ?? undefined };
};

export const isSuccess = ({ statusCode }: ProxyResponse): boolean => statusCode >= 200 && statusCode < 300;
