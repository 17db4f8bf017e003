import { messageEvent } from '../events/message-event';
import { type Invoke } from '../functions/function-host';
import { type Route } from './api';
import { REFUSED_STATUS_MESSAGE, THROTTLED_MESSAGE } from './assumptions';
import { type Connection } from './connection';
import { errorFrame } from './error-frame';
import { gatewayId } from './ids';
import { invokeIntegration, TIMED_OUT } from './invoke-integration';
import { isSuccess, proxyResponse } from './proxy-response';
import { selectRoute } from './route-selection';
import { type Throttle } from './throttle';

/** The frame that answers a message, or undefined where API Gateway stays silent. */
const answerTo = async (
  route: Route,
  invoke: Invoke,
  event: unknown,
): Promise<{ error: string } | { body: string | undefined }> => {
  if (!route.integration) return { error: 'Internal server error' };
  const outcome = await invokeIntegration(invoke, route.integration, event);
  if (outcome === TIMED_OUT) return { error: 'Endpoint request timed out' };
  const response = proxyResponse(outcome);
  if (!response) return { error: 'Internal server error' };
  if (!route.returnsResponse) return { body: undefined };
  return isSuccess(response) ? { body: response.body } : { error: REFUSED_STATUS_MESSAGE };
};

export interface Message {
  readonly connection: Connection;
  readonly body: string;
  readonly invoke: Invoke;
  readonly throttle: Throttle;
}

/** What the gateway itself says to a message that reaches no integration. */
const refusalOf = ({ connection, throttle }: Message, route: Route | undefined): string | undefined => {
  if (!throttle.admits(connection.session.api, route?.routeKey)) return THROTTLED_MESSAGE;
  return route ? undefined : 'Forbidden';
};

/**
 * Routes one message and sends what comes back; gives the route key for the log. Messages of a connection do not wait
 * for each other: AWS promises no order.
 */
export const handleMessage = async (message: Message): Promise<string> => {
  const { connection, body, invoke } = message;
  const { session, id } = connection;
  const route = selectRoute(session.api, body);
  const refusal = refusalOf(message, route);
  if (!route || refusal !== undefined) {
    connection.send(errorFrame(refusal ?? 'Forbidden', id, gatewayId()));
    return `${route?.routeKey ?? 'no route'}, ${refusal ?? 'Forbidden'}`;
  }
  const event = messageEvent(session, route.routeKey, body);
  const answer = await answerTo(route, invoke, event);
  if ('error' in answer) {
    connection.send(errorFrame(answer.error, id, event.requestContext.requestId));
    return `${route.routeKey}, ${answer.error}`;
  }
  if (answer.body !== undefined && answer.body !== '') connection.send(answer.body);
  return route.routeKey;
};
