import { type Session } from '../gateway/connection';
import { requestContext, type RequestContext } from './request-context';

export interface MessageEvent extends Record<string, unknown> {
  readonly requestContext: RequestContext;
}

/** A message carries no headers and no query: those were the handshake's. */
export const messageEvent = (session: Session, routeKey: string, body: string): MessageEvent => ({
  requestContext: requestContext(session, routeKey, 'MESSAGE'),
  ...(session.api.stageVariables && { stageVariables: session.api.stageVariables }),
  body,
  isBase64Encoded: false,
});
