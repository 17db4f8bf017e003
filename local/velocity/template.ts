/** A mapping template, parsed: what stands between the parts is text. */
export type Template = readonly Part[];

export type Part = TextPart | Reference | SetPart;

export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
}

/** `#set($name = value)` */
export interface SetPart {
  readonly kind: 'set';
  readonly name: string;
  readonly value: Expression;
}

/** `$root.step.step(argument)` */
export interface Reference {
  readonly kind: 'reference';
  readonly root: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  /** Absent for a property. */
  readonly args?: readonly Expression[];
}

/** A text in double quotes is a template of its own. */
export type Expression =
  | Reference
  | { readonly kind: 'quoted'; readonly template: Template }
  | { readonly kind: 'literal'; readonly value: string | number | boolean };

/** A template that uses more of Velocity than the runtime knows. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
