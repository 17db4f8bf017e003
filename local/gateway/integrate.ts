import { type Invoke } from '../functions/function-host';
import { type RoleUser } from '../resources/plan';
import { type Integration } from './api';
import { type GatewayEvent } from './gateway-event';
import { mockResponse } from './mock-response';
import { proxyResponse, type ProxyResponse } from './proxy-response';
import { type CallService } from './service-call';
import { serviceResponse } from './service-response';

export type MayInvoke = (source: {
  readonly functionName: string;
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly invoker?: RoleUser;
}) => boolean;

/** What answers for the routes of an API. */
export interface Backends {
  readonly invoke: Invoke;
  readonly callService: CallService;
  /** Whether the gateway may invoke a function for a route or an authorizer. @default always */
  readonly mayInvoke?: MayInvoke;
}

/** `refused`: Lambda itself did not take the event, as when it throttles or the gateway may not invoke it. */
export type Failure = 'failed' | 'refused' | 'timedOut';

/** The message of the frame about a failure. */
export const FAILURE_MESSAGES: Readonly<Record<Failure, string>> = {
  failed: 'Internal server error',
  refused: 'Internal server error',
  timedOut: 'Endpoint request timed out',
};

const answerOf = async (
  backends: Backends,
  integration: Integration,
  event: GatewayEvent,
): Promise<ProxyResponse | Failure | undefined> => {
  if (integration.kind === 'mock') return mockResponse(integration, event);
  if (integration.kind === 'service')
    return serviceResponse((call) => backends.callService(call), integration, event);
  if (backends.mayInvoke?.(integration) === false) return 'refused';
  const outcome = await backends.invoke(integration.functionName, event);
  return outcome.rejection ? 'refused' : proxyResponse(outcome);
};

/**
 * Hands an event to the backend of a route and waits no longer than the integration's timeout. A function goes on
 * running after it; its result is dropped.
 */
export const integrate = async (
  backends: Backends,
  integration: Integration,
  event: GatewayEvent,
): Promise<ProxyResponse | Failure> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Failure>((resolve) => {
    timer = setTimeout(() => resolve('timedOut'), integration.timeoutMs);
  });
  const answer = answerOf(backends, integration, event).catch(() => undefined);
  const result = await Promise.race([answer, timeout]);
  clearTimeout(timer);
  return result ?? 'failed';
};
