import { type HandlerName, handlers } from '../../lambda/contract/handlers';
import type { FunctionName } from './functions';

const functionByAction = new Map<string, FunctionName>(
  Object.entries(handlers).flatMap(([name, { routes }]) =>
    routes.map((route) => [route, name as HandlerName as FunctionName] as const),
  ),
);

/** The function that an action leads to. */
export function functionOf(action: string): FunctionName {
  return functionByAction.get(action) ?? 'session';
}
