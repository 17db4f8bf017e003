import { type Session } from '../gateway/connection';
import { gatewayId } from '../gateway/ids';

export type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const textOfSecond = (second: number): string => {
  const [day = '', time = ''] = new Date(second * 1000).toISOString().split('T');
  const [year = '', month, dayOfMonth = ''] = day.split('-');
  return `${dayOfMonth}/${MONTHS[Number(month) - 1] ?? ''}/${year}:${time.slice(0, 8)} +0000`;
};

let last = { second: 0, text: textOfSecond(0) };

/** As access logs write it: 09/Feb/2024:18:11:43 +0000. Written once a second: many messages share it. */
const logTime = (now: number): string => {
  const second = Math.floor(now / 1000);
  if (second !== last.second) last = { second, text: textOfSecond(second) };
  return last.text;
};

export interface RequestContext extends Record<string, unknown> {
  readonly requestId: string;
}

/** The requestContext that all events of a connection share. */
export const requestContext = (session: Session, routeKey: string, eventType: EventType): RequestContext => {
  const now = Date.now();
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
    requestTimeEpoch: now,
    identity: session.identity,
    requestId,
    domainName: session.api.domainName,
    connectionId: session.connectionId,
    apiId: session.api.id,
  };
};
