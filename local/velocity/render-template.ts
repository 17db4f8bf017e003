import { isObject, parseJson, type JsonObject } from '../json';
import { jsonPathKeys, valueAt } from './json-path';
import { type Expression, type Part, type Reference, type Step, type Template } from './template';
import { utilities } from './utilities';

/** What a template can refer to. */
export interface RenderScope {
  readonly body: string;
  readonly context: JsonObject;
  readonly stageVariables: JsonObject;
}

/** An object reads as Java prints a map; what is missing reads as nothing. */
const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${textOf(item)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

class Renderer {
  private readonly variables = new Map<string, unknown>();

  constructor(private readonly scope: RenderScope) {}

  render(template: Template): string {
    return template.map((part) => this.part(part)).join('');
  }

  private part(part: Part): string {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'reference') return textOf(this.reference(part));
    this.variables.set(part.name, this.value(part.value));
    return '';
  }

  private value(expression: Expression): unknown {
    if (expression.kind === 'literal') return expression.value;
    return expression.kind === 'quoted' ? this.render(expression.template) : this.reference(expression);
  }

  private reference({ root, steps }: Reference): unknown {
    const [first, ...rest] = steps;
    if (first && root === 'input') return this.follow(this.input(first), rest);
    if (first && root === 'util') return this.follow(utilities[first.name]?.(this.argument(first, 0)), rest);
    return this.follow(this.rootValue(root), steps);
  }

  private rootValue(root: string): unknown {
    if (root === 'context') return this.scope.context;
    return root === 'stageVariables' ? this.scope.stageVariables : this.variables.get(root);
  }

  private input(step: Step): unknown {
    const { body } = this.scope;
    if (step.name === 'body') return body;
    const value = valueAt(body === '' ? {} : parseJson(body), jsonPathKeys(this.argument(step, 0)));
    return step.name === 'path' ? value : JSON.stringify(value ?? '');
  }

  private follow(value: unknown, steps: readonly Step[]): unknown {
    return steps.reduce((parent, step) => this.member(parent, step), value);
  }

  private member(value: unknown, step: Step): unknown {
    if (!step.args) return valueAt(value, [step.name]);
    const [text, from, to] = [textOf(value), this.argument(step, 0), this.argument(step, 1)];
    if (step.name === 'replaceAll') return text.replace(new RegExp(from, 'g'), to);
    return step.name === 'replace' ? text.replaceAll(from, to) : text;
  }

  private argument({ args = [] }: Step, index: number): string {
    const expression = args[index];
    return expression === undefined ? '' : textOf(this.value(expression));
  }
}

export const renderTemplate = (template: Template, scope: RenderScope): string =>
  new Renderer(scope).render(template);
