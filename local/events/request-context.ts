import { type Session } from '../gateway/connection';
import { gatewayId } from '../gateway/ids';

export type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As access logs write it: 09/Feb/2024:18:11:43 +0000. */
const logTime = (date: Date): string => {
  const [day = ''] = date.toISOString().split('T');
  const [year, month, dayOfMonth] = day.split('-');
  return `${dayOfMonth ?? ''}/${MONTHS[Number(month) - 1] ?? ''}/${year ?? ''}:${date.toISOString().slice(11, 19)} +0000`;
};

export interface RequestContext extends Record<string, unknown> {
  readonly requestId: string;
}

/** The requestContext that all events of a connection share. */
export const requestContext = (session: Session, routeKey: string, eventType: EventType): RequestContext => {
  const now = new Date();
  const requestId = gatewayId();
  return {
    routeKey,
    ...(session.authorizer && { authorizer: session.authorizer }),
    ...(eventType === 'MESSAGE' && { messageId: gatewayId() }),
    eventType,
    extendedRequestId: requestId,
    requestTime: logTime(now),
    messageDirection: 'IN',
    stage: session.api.stage,
    connectedAt: session.connectedAt,
    requestTimeEpoch: now.getTime(),
    identity: session.identity,
    requestId,
    domainName: session.api.domainName,
    connectionId: session.connectionId,
    apiId: session.api.id,
  };
};
