import { type NotRunError } from '../assembly/not-run-error';
import { type Resource } from './resource';

/** The function's name in a name, an ARN with or without version or alias, or an integration URI. */
export const functionNameIn = (resource: Resource, text: string): string => {
  if (!text.includes(':')) return text;
  const name = /:function:([^:/]+)/.exec(text)?.[1];
  return name ?? resource.fail(`${text} names no Lambda function; only Lambda targets run here`);
};

/** The same with the version or alias behind it, as `name:qualifier`, when the text names one. */
export const functionTargetIn = (resource: Resource, text: string): string => {
  const name = functionNameIn(resource, text);
  const [, qualifier] = /:function:[^:/]+:([^:/]+)/.exec(text) ?? [];
  return qualifier === undefined ? name : `${name}:${qualifier}`;
};

/** The function's ARN in an integration URI, with the version or alias that it names. */
export const functionArnIn = (text: string): string => /arn:[^:]*:lambda:[^/]*/.exec(text)?.[0] ?? text;

/** In place of a function that is not here: no function has such a name, so that nothing can invoke it. */
export const functionNotRun = ({ missing }: NotRunError): { functionName: string; functionArn: string } => ({
  functionName: `${missing.name}, which does not run here,`,
  functionArn: '',
});
