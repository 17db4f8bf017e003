import { isObject, parseJson } from '../json';
import { BODY_EXPRESSION } from '../resources/selection-expression';
import { type Api, type Route } from './api';

const asText = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return `[${value.map(asText).join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const valueAt = (body: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), body);

/** The route key that a message asks for; undefined when the body is not JSON. `\$default` is the literal text. */
export const routeKeyFor = (expression: string, body: string): string | undefined => {
  const parsed = parseJson(body);
  if (parsed === undefined) return undefined;
  return expression
    .replace(BODY_EXPRESSION, (_, braced: string | undefined, plain: string | undefined) =>
      asText(valueAt(parsed, (braced ?? plain ?? '').slice(1).split('.'))),
    )
    .replaceAll('\\$', '$');
};

/** Clients may not call these routes by naming them. */
const isReserved = (routeKey: string): boolean => routeKey === '$connect' || routeKey === '$disconnect';

/** The route of a message: an exact match, else `$default`, else none. */
export const selectRoute = ({ routes, routeSelectionExpression }: Api, body: string): Route | undefined => {
  const routeKey = routeKeyFor(routeSelectionExpression, body);
  const route = routeKey === undefined || isReserved(routeKey) ? undefined : routes.get(routeKey);
  return route ?? routes.get('$default');
};
