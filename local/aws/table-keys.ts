import { isObject, textOf, type JsonObject } from '../json';

const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const text = (value: unknown): string => textOf(value) ?? '';

const projectionOf = (value: unknown): string => {
  const { ProjectionType: type, NonKeyAttributes: names } = isObject(value) ? value : {};
  const listed = Array.isArray(names) ? `(${names.map(text).sort().join(' ')})` : '';
  return `${text(type)}${listed}`;
};

/** The keys and indexes of a table, of a definition or of a description, in one line that is the same for the same ones. */
export const tableKeys = (table: JsonObject): string => {
  const types = new Map(
    objects(table['AttributeDefinitions']).map((one) => [
      text(one['AttributeName']),
      text(one['AttributeType']),
    ]),
  );
  const keys = (schema: unknown): string =>
    objects(schema)
      .map(
        (key) =>
          `${text(key['KeyType'])} ${text(key['AttributeName'])} ${types.get(text(key['AttributeName'])) ?? ''}`,
      )
      .sort()
      .join(', ');
  const indexes = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].flatMap((kind) =>
    objects(table[kind]).map(
      (index) =>
        `${text(index['IndexName'])}: ${keys(index['KeySchema'])} ${projectionOf(index['Projection'])}`,
    ),
  );
  return [keys(table['KeySchema']), ...indexes.sort()].join('; ');
};
