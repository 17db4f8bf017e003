import { type Stack } from './read-assembly';

/** What an intrinsic function may ask for while a value of one stack is resolved. */
export interface Scope {
  readonly stack: Stack;
  resolve(value: unknown): unknown;
  /** Resolves to a string, or stops with the place. */
  text(value: unknown): string;
  list(value: unknown): unknown[];
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): string;
  /** The value of an export of any stack of the assembly. */
  importValue(name: string): unknown;
  stackOutput(stackName: string, outputName: string): unknown;
  condition(name: string): boolean;
  fail(problem: string): never;
}

/** Stands for AWS::NoValue: whatever resolves to it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');
