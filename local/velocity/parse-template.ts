import { checkReference } from './check-reference';
import {
  TemplateError,
  type Expression,
  type Part,
  type Reference,
  type Step,
  type Template,
} from './template';

const REFERENCE = /\$!?(\{?)([A-Za-z_][\w-]*)/y;
const STEP = /\.([A-Za-z_][\w-]*)/y;
const SET = /#\{?set\}?\s*\(\s*\$\{?([A-Za-z_]\w*)\}?\s*=\s*/y;
const DIRECTIVE =
  /#(?:\{?(?:if|elseif|else|end|foreach|macro|include|parse|define|stop|break|evaluate)\b|\*|\[\[)/y;
const COMMENT = /##[^\n]*(?:\n|$)/y;
const LITERAL = /-?\d+(?:\.\d+)?|true\b|false\b/y;
const QUOTED = /'([^']*)'|"((?:[^"\\]|\\.)*)"/y;

class Parser {
  private at = 0;
  private readonly parts: Part[] = [];

  constructor(
    private readonly source: string,
    private readonly variables: Set<string>,
  ) {}

  template(): Template {
    while (this.at < this.source.length) this.part();
    return this.parts;
  }

  private part(): void {
    const next = this.source[this.at];
    if (next === '\\' && this.source[this.at + 1] === '$') {
      this.at += 1;
      this.text();
    } else if (next === '$') this.referenceOrText();
    else if (next === '#') this.directiveOrText();
    else this.text();
  }

  /** At least one character, up to what may be more than text. */
  private text(): void {
    const [text] = this.take(/[\s\S][^$#\\]*/y) ?? [''];
    this.parts.push({ kind: 'text', text });
  }

  private referenceOrText(): void {
    const reference = this.reference();
    if (reference) this.parts.push(reference);
    else this.text();
  }

  private directiveOrText(): void {
    const set = this.take(SET);
    if (set?.[1] !== undefined) return this.set(set[1]);
    if (this.take(COMMENT)) return;
    const directive = this.take(DIRECTIVE);
    if (directive) throw new TemplateError(`the runtime does not know the directive ${directive[0]}`);
    this.text();
  }

  private set(name: string): void {
    const value = this.expression();
    if (!this.take(/\s*\)[ \t]*\n?/y)) throw new TemplateError(`#set($${name} …) holds more than one value`);
    this.variables.add(name);
    this.parts.push({ kind: 'set', name, value });
  }

  private reference(): Reference | undefined {
    const match = this.take(REFERENCE);
    if (!match) return undefined;
    const [, brace, root = ''] = match;
    const steps: Step[] = [];
    for (let step = this.step(); step; step = this.step()) steps.push(step);
    if (brace !== '' && !this.take(/\}/y)) throw new TemplateError(`\${${root} is not closed`);
    if (brace === '' && this.source[this.at] === '[' && steps.some(({ args }) => args))
      throw new TemplateError(`the runtime does not know positions after $${root}; put them into the path`);
    const reference: Reference = { kind: 'reference', root, steps };
    checkReference(reference, this.variables);
    return reference;
  }

  private step(): Step | undefined {
    const match = this.take(STEP);
    if (!match) return undefined;
    const [, name = ''] = match;
    return this.take(/\(\s*/y) ? { name, args: this.args() } : { name };
  }

  private args(): Expression[] {
    const args: Expression[] = [];
    while (!this.take(/\s*\)/y)) {
      if (args.length > 0 && !this.take(/\s*,\s*/y))
        throw new TemplateError('an argument is no single value');
      args.push(this.expression());
    }
    return args;
  }

  private expression(): Expression {
    const quoted = this.take(QUOTED);
    if (quoted) return this.quoted(quoted[1], quoted[2] ?? '');
    const literal = this.take(LITERAL);
    if (literal) return { kind: 'literal', value: literalOf(literal[0]) };
    const reference = this.reference();
    if (reference) return reference;
    throw new TemplateError(`the runtime does not know ${this.source.slice(this.at, this.at + 20)}`);
  }

  private quoted(single: string | undefined, double: string): Expression {
    const text = single ?? double;
    if (single !== undefined || !/[$#]/.test(text) || /^\$[.[]|^\$$/.test(text))
      return { kind: 'literal', value: text };
    return { kind: 'quoted', template: new Parser(text, this.variables).template() };
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (!match) return undefined;
    this.at += match[0].length;
    return match;
  }
}

const literalOf = (text: string): number | boolean =>
  text === 'true' || text === 'false' ? text === 'true' : Number(text);

/**
 * Parses the part of Velocity that the runtime knows: references to `$context`, `$stageVariables`, `$input` and `$util`,
 * `#set` and comments. Anything else is refused with a TemplateError rather than rendered wrongly.
 */
export const parseTemplate = (source: string): Template => new Parser(source, new Set()).template();
