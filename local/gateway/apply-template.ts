import { isObject } from '../json';
import { type TemplateChoice } from '../resources/plan';
import { type Template } from '../velocity/template';
import { renderTemplate } from '../velocity/render-template';
import { TEMPLATE_KEYS } from './assumptions';
import { type GatewayEvent } from './gateway-event';
import { routeKeyFor } from './route-selection';

const templateFor = ({ expression, templates }: TemplateChoice, body: string): Template | undefined => {
  const selected = expression === undefined ? undefined : routeKeyFor(expression, body);
  const keys = selected === undefined ? TEMPLATE_KEYS : [selected, ...TEMPLATE_KEYS];
  const key = keys.find((candidate) => Object.hasOwn(templates, candidate));
  return key === undefined ? undefined : templates[key];
};

const passesThrough = ({ passthrough, templates }: TemplateChoice): boolean =>
  passthrough === 'WHEN_NO_MATCH' ||
  (passthrough === 'WHEN_NO_TEMPLATES' && Object.keys(templates).length === 0);

/** What a template makes of a body; the body itself where it passes through, undefined where it may not. */
export const applyTemplate = (
  choice: TemplateChoice,
  event: GatewayEvent,
  body: string,
): string | undefined => {
  const template = templateFor(choice, body);
  if (!template) return passesThrough(choice) ? body : undefined;
  const { requestContext: context, stageVariables } = event;
  return renderTemplate(template, {
    body,
    context,
    stageVariables: isObject(stageVariables) ? stageVariables : {},
  });
};

export const bodyOf = ({ body }: GatewayEvent): string => (typeof body === 'string' ? body : '');
