import { parseObject } from '../json';
import { type RequestParameterPlan, type ServiceIntegrationPlan } from '../resources/plan';
import { valueAt } from '../velocity/json-path';
import { applyTemplate, bodyOf } from './apply-template';
import { type GatewayEvent } from './gateway-event';
import { type ProxyResponse } from './proxy-response';
import { type CallService, type ServiceAnswer } from './service-call';
import { isQueryAction, queryAnswer, queryInput } from './sqs-query';

type Values = Readonly<Record<string, string>>;

const valueOf = ({ source }: RequestParameterPlan, event: GatewayEvent): string => {
  if ('text' in source) return source.text;
  const [root = '', ...keys] = source.path;
  const value = root === 'body' && keys.length > 0 ? parseObject(bodyOf(event)) : event[root];
  const found = valueAt(value, keys);
  return typeof found === 'string' ? found : found === undefined ? '' : JSON.stringify(found);
};

const valuesIn = (
  place: RequestParameterPlan['place'],
  { parameters }: ServiceIntegrationPlan,
  event: GatewayEvent,
): Values =>
  Object.fromEntries(
    parameters
      .filter((parameter) => parameter.place === place)
      .map((parameter) => [
        place === 'header' ? parameter.name.toLowerCase() : parameter.name,
        valueOf(parameter, event),
      ]),
  );

interface Sent {
  readonly headers: Readonly<Partial<Record<string, string>>>;
  readonly query: Values;
  readonly body: string;
}

const unknownOperation = (operation: string): string =>
  JSON.stringify({ Error: { Code: 'InvalidAction', Message: `The action ${operation} is not valid here.` } });

/** SQS reads a form, the query string, or, with X-Amz-Target, JSON. */
const callSqs = async (
  call: CallService,
  plan: ServiceIntegrationPlan,
  sent: Sent,
): Promise<ServiceAnswer> => {
  const { headers, query, body } = sent;
  const target = headers['x-amz-target']?.replace('AmazonSQS.', '');
  const base = { service: 'sqs', region: plan.region, accessKeyId: plan.caller?.accessKeyId } as const;
  if (target !== undefined) return call({ ...base, operation: target, body });
  const isForm = headers['content-type']?.includes('x-www-form-urlencoded') ?? false;
  const form = new URLSearchParams([...new URLSearchParams(isForm ? body : ''), ...Object.entries(query)]);
  const operation = form.get('Action') ?? plan.action ?? '';
  if (!isQueryAction(operation)) return { status: 400, body: unknownOperation(operation) };
  const input = queryInput(form, plan.path);
  return queryAnswer(operation, await call({ ...base, operation, body: JSON.stringify(input) }));
};

/** Calls an AWS service with what the request template makes of the message. */
export const serviceResponse = async (
  call: CallService,
  plan: ServiceIntegrationPlan,
  event: GatewayEvent,
): Promise<ProxyResponse | undefined> => {
  const body = applyTemplate(plan.request, event, bodyOf(event));
  if (body === undefined) return undefined;
  const sent: Sent = {
    headers: valuesIn('header', plan, event),
    query: valuesIn('querystring', plan, event),
    body,
  };
  const { service, region, action: operation = '', caller } = plan;
  const answer =
    service === 'sqs'
      ? await callSqs(call, plan, sent)
      : await call({ service, region, operation, body, accessKeyId: caller?.accessKeyId });
  return { statusCode: answer.status, headers: {}, body: answer.body };
};
