import { messageEvent } from '../events/message-event';
import { type Route } from './api';
import { THROTTLED_MESSAGE } from './assumptions';
import { type Connection } from './connection';
import { errorFrame } from './error-frame';
import { type GatewayEvent } from './gateway-event';
import { gatewayId } from './ids';
import { FAILURE_MESSAGES, integrate, type Backends } from './integrate';
import { responseBody, type Reply } from './response-body';
import { selectRoute } from './route-selection';
import { type Throttle } from './throttle';

/** What answers a message; a body that is undefined is a silence. */
const replyTo = async (route: Route, backends: Backends, event: GatewayEvent): Promise<Reply> => {
  if (!route.integration) return { error: FAILURE_MESSAGES.failed };
  const response = await integrate(backends, route.integration, event);
  if (typeof response === 'string') return { error: FAILURE_MESSAGES[response] };
  return route.returnsResponse ? responseBody(route.integration, response, event) : { body: undefined };
};

export interface Message {
  readonly connection: Connection;
  readonly body: string;
  readonly backends: Backends;
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
  const { connection, body, backends } = message;
  const { session, id } = connection;
  const route = selectRoute(session.api, body);
  const refusal = refusalOf(message, route);
  if (!route || refusal !== undefined) {
    connection.send(errorFrame(refusal ?? 'Forbidden', id, gatewayId()));
    return `${route?.routeKey ?? 'no route'}, ${refusal ?? 'Forbidden'}`;
  }
  const event = messageEvent(session, route.routeKey, body);
  const answer = await replyTo(route, backends, event);
  if ('error' in answer) {
    connection.send(errorFrame(answer.error, id, event.requestContext.requestId));
    return `${route.routeKey}, ${answer.error}`;
  }
  if (answer.body !== undefined && answer.body !== '') connection.send(answer.body);
  return route.routeKey;
};
