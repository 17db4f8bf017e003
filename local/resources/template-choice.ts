import * as v from 'valibot';
import { parseTemplate } from '../velocity/parse-template';
import { TemplateError, type Template } from '../velocity/template';
import { type TemplateChoice } from './plan';
import { type Resource } from './resource';
import { isSelectionExpression } from './selection-expression';

export const passthrough = v.optional(
  v.picklist(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']),
  'WHEN_NO_MATCH',
);

interface Given {
  /** The property that holds the templates. */
  readonly property: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly expression: string | undefined;
  readonly passthrough?: TemplateChoice['passthrough'];
}

const parsed = (resource: Resource, property: string, [key, source]: [string, string]): Template => {
  try {
    return parseTemplate(source);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return resource.fail(`${property} ${key}: ${error.message}`);
  }
};

/** Parses the templates of an integration or of its response; what the runtime cannot render stops the start. */
export const templateChoice = (resource: Resource, given: Given): TemplateChoice => {
  const { property, sources, expression, passthrough: behaviour = 'WHEN_NO_MATCH' } = given;
  if (expression !== undefined && !isSelectionExpression(expression))
    resource.fail(`TemplateSelectionExpression ${expression} uses more than $request.body`);
  const templates = Object.entries(sources).map(
    (entry) => [entry[0], parsed(resource, property, entry)] as const,
  );
  return {
    ...(expression !== undefined && { expression }),
    templates: Object.fromEntries(templates),
    passthrough: behaviour,
  };
};
