import { type Session } from '../gateway/connection';
import { type GatewayEvent } from '../gateway/gateway-event';
import { requestContext } from './request-context';

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

const NO_STATUS = 1005;

const single = ({ api }: Session): Record<string, string> => ({
  Host: api.domainName,
  'x-api-key': '',
  'X-Forwarded-For': '',
  'x-restapi': '',
});

const multi = (headers: Record<string, string>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));

/** `$disconnect` with the code and reason of the close; API Gateway words the close without a status itself. */
export const disconnectEvent = (session: Session, closing: Closing): GatewayEvent => {
  const headers = single(session);
  return {
    headers,
    multiValueHeaders: multi(headers),
    ...(session.api.stageVariables && { stageVariables: session.api.stageVariables }),
    requestContext: {
      ...requestContext(session, '$disconnect', 'DISCONNECT'),
      disconnectStatusCode: closing.code,
      disconnectReason:
        closing.code === NO_STATUS ? 'Client-side close frame status not set' : closing.reason,
    },
    isBase64Encoded: false,
  };
};
