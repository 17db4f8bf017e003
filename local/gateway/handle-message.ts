import { messageEvent } from '../events/message-event';
import { type Route } from './api';
import { THROTTLED_MESSAGE } from './assumptions';
import { type Connection } from './connection';
import { BAD_BODY, badBodyFrame, errorFrame } from './error-frame';
import { fitsModel } from './fits-model';
import { type GatewayEvent } from './gateway-event';
import { gatewayId } from './ids';
import { FAILURE_MESSAGES, integrate, type Backends } from './integrate';
import { responseBody, type Reply } from './response-body';
import { selectRoute } from './route-selection';
import { type Throttle } from './throttle';
import { type FrameTrace } from './traces';

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
  readonly trace: FrameTrace;
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
  const { connection, body, backends, trace } = message;
  const answer = (text: string): void => {
    connection.send(text);
    trace.answered(text);
  };
  const { session, id } = connection;
  const route = selectRoute(session.api, body);
  trace.routed(route?.routeKey ?? 'no route');
  const refusal = refusalOf(message, route);
  if (!route || refusal !== undefined) {
    answer(errorFrame(refusal ?? 'Forbidden', id, gatewayId()));
    return `${route?.routeKey ?? 'no route'}, ${refusal ?? 'Forbidden'}`;
  }
  if (route.validation && !fitsModel(route.validation, body)) {
    answer(badBodyFrame(id, gatewayId()));
    return `${route.routeKey}, ${BAD_BODY}`;
  }
  const event = messageEvent(session, route.routeKey, body);
  const reply = await replyTo(route, trace.backends(backends), event);
  if ('error' in reply) {
    answer(errorFrame(reply.error, id, event.requestContext.requestId));
    return `${route.routeKey}, ${reply.error}`;
  }
  if (reply.body !== undefined && reply.body !== '') answer(reply.body);
  return route.routeKey;
};
