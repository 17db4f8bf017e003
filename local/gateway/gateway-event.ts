import { type RequestContext } from '../events/request-context';

/** What an integration gets, whatever the route: a function the whole of it, a template its parts. */
export interface GatewayEvent extends Record<string, unknown> {
  readonly requestContext: RequestContext;
}
