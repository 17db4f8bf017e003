import { type Acknowledgment } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * What a function needs to use something: the environment variables that tell it where the thing is, and the
 * permissions on it. `E` names the variables; a binding that grants only is a `Binding<object>`. The two travel
 * together, so that no function knows a table that it may not read, or the reverse.
 *
 * A permission that a rule of cdk-nag objects to brings along why it is right all the same.
 */
export class Binding<E extends object> {
  constructor(
    readonly environment: E,
    readonly statements: readonly PolicyStatement[] = [],
    readonly acknowledgments: readonly Acknowledgment[] = [],
  ) {}

  /** Both bindings as one. The type collects the variables: ChatFunction refuses to compile if one is missing. */
  and<F extends object>(other: Binding<F>): Binding<E & F> {
    return new Binding(
      { ...this.environment, ...other.environment },
      [...this.statements, ...other.statements],
      [...this.acknowledgments, ...other.acknowledgments],
    );
  }
}

/** Permission for the listed actions of one service on the listed resources. */
export function allow(
  service: string,
  actions: readonly string[],
  resources: readonly string[],
): PolicyStatement {
  return new PolicyStatement({
    actions: actions.map((action) => `${service}:${action}`),
    resources: [...resources],
  });
}
