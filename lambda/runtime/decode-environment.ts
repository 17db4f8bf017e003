import { type EnvironmentOf, type HandlerName, handlers } from '../contract/handlers';

/** The environment of one function. Fails at start and names every variable that is missing. */
export function decodeEnvironment<H extends HandlerName>(
  name: H,
  source: Readonly<Record<string, string | undefined>> = process.env,
): EnvironmentOf<H> {
  const variables: readonly string[] = handlers[name].variables;
  const missing = variables.filter((variable) => (source[variable] ?? '') === '');
  if (missing.length > 0) throw new Error(`unable to start ${name}; missing ${missing.join(', ')}`);
  return Object.fromEntries(variables.map((variable) => [variable, source[variable]])) as EnvironmentOf<H>;
}
