import { type IntegrationResponsePlan } from '../resources/plan';
import { type Integration } from './api';
import { applyTemplate } from './apply-template';
import { REFUSED_STATUS_MESSAGE, UNMAPPED_MESSAGE } from './assumptions';
import { type GatewayEvent } from './gateway-event';
import { isSuccess, type ProxyResponse } from './proxy-response';

export type Reply = { readonly body: string | undefined } | { readonly error: string };

/** Keys are tried as patterns of the status first; `$default` takes what is left. */
const responseFor = (
  responses: readonly IntegrationResponsePlan[],
  status: number,
): IntegrationResponsePlan | undefined =>
  responses.find(
    ({ key }) => key !== '$default' && new RegExp(`^(?:${key.slice(1, -1)})$`).test(String(status)),
  ) ?? responses.find(({ key }) => key === '$default');

/** What a route with a response sends back: a function's body as it is, anything else by an integration response. */
export const responseBody = (
  integration: Integration,
  response: ProxyResponse,
  event: GatewayEvent,
): Reply => {
  if (integration.kind === 'function')
    return isSuccess(response) ? { body: response.body } : { error: REFUSED_STATUS_MESSAGE };
  const chosen = responseFor(integration.responses, response.statusCode);
  if (!chosen) return { error: UNMAPPED_MESSAGE };
  return { body: applyTemplate(chosen.response, event, response.body ?? '') };
};
