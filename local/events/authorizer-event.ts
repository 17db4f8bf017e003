import { type IncomingMessage } from 'node:http';
import { type Session } from '../gateway/connection';
import { httpParts, type HttpParts } from './http-parts';
import { requestContext } from './request-context';

/** The front of API Gateway says of an upgrade, which has no body, that its length is 0. */
const withLength = (parts: HttpParts): HttpParts =>
  'content-length' in parts.headers
    ? parts
    : {
        ...parts,
        headers: { ...parts.headers, 'content-length': '0' },
        multiValueHeaders: { ...parts.multiValueHeaders, 'content-length': ['0'] },
      };

export const authorizerEvent = (
  request: IncomingMessage,
  session: Session,
  methodArn: string,
): Record<string, unknown> => ({
  type: 'REQUEST',
  methodArn,
  queryStringParameters: {},
  multiValueQueryStringParameters: {},
  ...withLength(httpParts(request, () => false)),
  stageVariables: session.api.stageVariables ?? {},
  requestContext: requestContext(session, '$connect', 'CONNECT'),
});
