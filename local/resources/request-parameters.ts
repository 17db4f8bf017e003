import { type RequestParameterPlan } from './plan';
import { type Resource } from './resource';

const DESTINATION = /^integration\.request\.(header|querystring)\.(.+)$/;
const SOURCE = /^(context|stageVariables|route\.request\.body)((?:\.[\w-]+)*)$/;

const ROOTS: Readonly<Partial<Record<string, string>>> = {
  context: 'requestContext',
  'route.request.body': 'body',
};

const sourceOf = (text: string): RequestParameterPlan['source'] | undefined => {
  const literal = /^'(.*)'$/s.exec(text)?.[1];
  if (literal !== undefined) return { text: literal };
  const [, root, keys = ''] = SOURCE.exec(text) ?? [];
  return root === undefined ? undefined : { path: [ROOTS[root] ?? root, ...keys.split('.').slice(1)] };
};

/** RequestParameters such as `integration.request.header.Content-Type: "'application/x-www-form-urlencoded'"`. */
export const requestParameters = (
  resource: Resource,
  given: Readonly<Record<string, string>>,
): RequestParameterPlan[] =>
  Object.entries(given).map(([destination, text]) => {
    const [, place, name] = DESTINATION.exec(destination) ?? [];
    const source = sourceOf(text);
    if ((place !== 'header' && place !== 'querystring') || name === undefined || !source)
      return resource.fail(`the runtime does not know the request parameter ${destination}: ${text}`);
    return { place, name, source };
  });
