import { type IncomingMessage } from 'node:http';
import { type Session } from '../gateway/connection.js';
import { httpParts } from './http-parts.js';
import { requestContext } from './request-context.js';

export const authorizerEvent = (
  request: IncomingMessage,
  session: Session,
  methodArn: string,
): Record<string, unknown> => ({
  type: 'REQUEST',
  methodArn,
  queryStringParameters: {},
  multiValueQueryStringParameters: {},
  ...httpParts(request, () => false),
  stageVariables: session.api.stageVariables ?? {},
  requestContext: requestContext(session, '$connect', 'CONNECT'),
});
