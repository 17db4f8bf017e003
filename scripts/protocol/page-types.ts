import { eventExamples, eventWords, schemaWords, type SchemaName } from '../../protocol/documentation';
import { type Contract, eventNames, type NamedSchema } from './contract';
import { constraintsOf, fieldTable, typeOf } from './field-table';
import type { JsonSchema } from './json-schemas';
import { json } from './page-actions';

export function eventSections(contract: Contract): string {
  return eventNames()
    .map(({ type, exported }) => {
      const { means, who } = eventWords[type];
      return [
        `### Event \`${type}\``,
        means,
        `- **To whom:** ${who}`,
        fieldsOfNamed(exported, schemaOf(contract, exported)),
        ...eventExamples[type].flatMap(({ title, frame }) => [
          `**Example**${title === undefined ? '' : `: ${title}`}`,
          json(frame),
        ]),
      ].join('\n\n');
    })
    .join('\n\n');
}

/** The named types but those that have a place of their own on the page. */
export function typeSections({ schemas }: Contract): string {
  const elsewhere = new Set<SchemaName>([
    'errorFrame',
    'gatewayFrame',
    ...eventNames().map(({ exported }) => exported),
  ]);
  return schemas
    .filter(({ exported }) => !elsewhere.has(exported))
    .map(typeSection)
    .join('\n\n');
}

export function schemaOf({ schemas }: Contract, exported: SchemaName): JsonSchema {
  const found = schemas.find((named) => named.exported === exported);
  if (found === undefined) throw new Error(`unable to describe ${exported}; it was not converted`);
  return found.schema;
}

function typeSection({ exported, name, schema }: NamedSchema): string {
  return [`### ${name}`, schemaWords[exported].means, fieldsOfNamed(exported, schema)].join('\n\n');
}

function fieldsOfNamed(exported: SchemaName, schema: JsonSchema): string {
  const words = schemaWords[exported];
  if ('fields' in words) return fieldTable(schema, { words: words.fields, what: exported });
  return `- ${[typeOf(schema), ...constraintsOf(schema)].join('; ')}`;
}
