import type * as v from 'valibot';
import { isObject } from '../json';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

/** Where a value stands: as the declarations write it (`RouteSettings.*.LoggingLevel`), and as the template does. */
interface Place {
  readonly declared: string;
  readonly shown: string;
}

const inside = (place: Place, key: string, declaredKey = key): Place => ({
  declared: `${place.declared}.${declaredKey}`,
  shown: `${place.shown}.${key}`,
});

/** What is empty or switched off changes nothing on AWS either. */
const isSet = (value: unknown): boolean =>
  value !== undefined &&
  value !== false &&
  value !== 'false' &&
  !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const isWrapper = (schema: object): schema is { wrapped: v.GenericSchema } => 'wrapped' in schema;
const isList = (schema: object): schema is { item: v.GenericSchema } => 'item' in schema;
const isRecord = (schema: object): schema is { key: unknown; value: v.GenericSchema } =>
  'key' in schema && 'value' in schema;
const isShape = (schema: object): schema is { entries: v.ObjectEntries } => 'entries' in schema;

/** The places in a value that its schema says nothing of. A schema that is no object covers all of its value. */
const unknownIn = (schema: v.GenericSchema, value: unknown, place: Place): Place[] => {
  if (isWrapper(schema)) return unknownIn(schema.wrapped, value, place);
  if (isList(schema) && Array.isArray(value))
    return value.flatMap((item) => unknownIn(schema.item, item, place));
  if (!isObject(value)) return [];
  if (isRecord(schema))
    return Object.entries(value).flatMap(([key, item]) =>
      unknownIn(schema.value, item, inside(place, key, '*')),
    );
  if (!isShape(schema)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const known = schema.entries[key];
    if (known) return unknownIn(known, item, inside(place, key));
    return isSet(item) ? [inside(place, key)] : [];
  });
};

/**
 * Names every property that is given, that the type does not honour and that is not declared as without effect: on AWS
 * it changes something.
 */
export const nameUnhonoured = (type: ResourceType, resource: Resource, plan: Plan): void => {
  const { honours = {}, withoutEffect = [] } = type;
  if (withoutEffect === 'all') return;
  const unknown = resource.propertyNames.flatMap((name) => {
    const place = { declared: name, shown: name };
    const schema = honours[name];
    if (schema) return unknownIn(schema, resource.given(name), place);
    return isSet(resource.given(name)) ? [place] : [];
  });
  const shown = unknown
    .filter(({ declared }) => !withoutEffect.includes(declared))
    .map((place) => place.shown);
  for (const path of new Set(shown)) plan.notRun.push(`${resource.logicalId}.${path} (${resource.type})`);
};
