import { type IncomingMessage } from 'node:http';
import { type Session } from '../gateway/connection';
import { httpParts } from './http-parts';
import { requestContext } from './request-context';

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
