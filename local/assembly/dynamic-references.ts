import { isObject } from '../json';
import { NotRunError } from './not-run-error';

/** What CloudFormation reads from other services when it deploys, as in `{{resolve:ssm:/app/greeting}}`. */
const REFERENCE = /\{\{resolve:((?:ssm|ssm-secure|secretsmanager):[^{}]+)\}\}/g;

interface Setting {
  /** Values by parameter name, and for dynamic references by what stands behind `resolve:`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Who asks, for error messages. */
  readonly place: string;
}

const filled = (text: string, { parameters, place }: Setting): string =>
  text.replace(REFERENCE, (reference, key: string) => {
    const given = parameters[key];
    if (given !== undefined) return given;
    throw new NotRunError(place, { name: reference, cure: `pass --parameter '${key}=VALUE'` });
  });

/** Puts the values that were given in the place of dynamic references; one without a value counts as not run. */
export const fillDynamicReferences = (value: unknown, setting: Setting): unknown => {
  if (typeof value === 'string') return filled(value, setting);
  if (Array.isArray(value)) return value.map((item) => fillDynamicReferences(item, setting));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillDynamicReferences(item, setting)]),
  );
};
