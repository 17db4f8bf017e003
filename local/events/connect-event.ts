import { type IncomingMessage } from 'node:http';
import { type Session } from '../gateway/connection';
import { type GatewayEvent } from '../gateway/gateway-event';
import { httpParts } from './http-parts';
import { requestContext } from './request-context';

/** The authorizer sees these; the `$connect` integration does not. */
const HOP_HEADERS = new Set(['connection', 'upgrade', 'content-length']);

export const connectEvent = (request: IncomingMessage, session: Session): GatewayEvent => ({
  ...httpParts(request, (header) => HOP_HEADERS.has(header)),
  ...(session.api.stageVariables && { stageVariables: session.api.stageVariables }),
  requestContext: requestContext(session, '$connect', 'CONNECT'),
  isBase64Encoded: false,
});
