import { type Session } from '../gateway/connection';
import { type GatewayEvent } from '../gateway/gateway-event';
import { requestContext } from './request-context';

/** A message carries no headers and no query: those were the handshake's. */
export const messageEvent = (session: Session, routeKey: string, body: string): GatewayEvent => ({
  requestContext: requestContext(session, routeKey, 'MESSAGE'),
  ...(session.api.stageVariables && { stageVariables: session.api.stageVariables }),
  body,
  isBase64Encoded: false,
});
