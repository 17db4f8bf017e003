import { parseObject } from '../json';
import { type MockIntegrationPlan } from '../resources/plan';
import { applyTemplate, bodyOf } from './apply-template';
import { type GatewayEvent } from './gateway-event';
import { type ProxyResponse } from './proxy-response';

/** A mock answers with the status that its request template gives, and no body: undefined when it gives none. */
export const mockResponse = (
  { request }: MockIntegrationPlan,
  event: GatewayEvent,
): ProxyResponse | undefined => {
  const rendered = applyTemplate(request, event, bodyOf(event)) ?? '';
  const statusCode = Number(parseObject(rendered)?.['statusCode'] ?? Number.NaN);
  return Number.isInteger(statusCode) ? { statusCode, headers: {}, body: '' } : undefined;
};
