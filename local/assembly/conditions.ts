import { type Scope } from './scope';

/** A condition function's argument is another condition function, or resolves to a boolean. */
const isTrue = (value: unknown, scope: Scope): boolean => {
  const resolved = scope.resolve(value);
  return resolved === true || resolved === 'true';
};

const chooseBranch = (args: unknown, scope: Scope): unknown => {
  const [name, whenTrue, whenFalse] = scope.list(args);
  return scope.resolve(scope.condition(scope.text(name)) ? whenTrue : whenFalse);
};

const areEqual = (args: unknown, scope: Scope): boolean => {
  const [left, right] = scope.list(args).map((value) => scope.resolve(value));
  return String(left) === String(right);
};

/** The intrinsic functions of the Conditions section, and Fn::If. */
export const conditions = {
  Condition: (args: unknown, scope: Scope) => scope.condition(scope.text(args)),
  'Fn::If': chooseBranch,
  'Fn::Equals': areEqual,
  'Fn::And': (args: unknown, scope: Scope) => scope.list(args).every((value) => isTrue(value, scope)),
  'Fn::Or': (args: unknown, scope: Scope) => scope.list(args).some((value) => isTrue(value, scope)),
  'Fn::Not': (args: unknown, scope: Scope) => !isTrue(scope.list(args)[0], scope),
};
