import { type FunctionPlan, type Plan } from '../resources/plan';
import { rejected, type Outcome } from './invocation';

/** A function as a caller named it. */
export interface FunctionTarget {
  readonly plan: FunctionPlan;
  readonly version: string;
  /** As the caller wrote it; `$LATEST` if it was left out. */
  readonly qualifier: string;
  /** The ARN that was invoked, with its qualifier only if the caller wrote one. */
  readonly arn: string;
}

export const LATEST = '$LATEST';

/** A name, a partial ARN or an ARN, each with a qualifier or without. */
const NAME =
  /^(?:arn:aws:lambda:[a-z0-9-]+:)?(?:\d{12}:function:|function:)?([\w-]+)(?::(\$LATEST|[\w-]+))?$/;

export const notFound = (text: string): Outcome =>
  rejected(
    { status: 404, type: 'ResourceNotFoundException' },
    { Type: 'User', Message: `Function not found: ${text}` },
  );

/** Finds functions, versions and aliases by what callers write. */
export class FunctionTargets {
  private readonly plans: ReadonlyMap<string, FunctionPlan>;
  private readonly versions: ReadonlyMap<string, string>;

  constructor(plan: Pick<Plan, 'functions' | 'qualifiers'>) {
    this.plans = new Map(plan.functions.map((entry) => [entry.name, entry]));
    this.versions = new Map(
      plan.qualifiers.map(({ functionName, qualifier, version }) => [
        `${functionName}:${qualifier}`,
        version,
      ]),
    );
  }

  find(text: string): FunctionTarget | undefined {
    const [, name = '', qualifier] = NAME.exec(text) ?? [];
    const plan = this.plans.get(name);
    if (!plan) return undefined;
    if (qualifier === undefined) return { plan, version: LATEST, qualifier: LATEST, arn: plan.arn };
    const version = qualifier === LATEST ? LATEST : this.versions.get(`${name}:${qualifier}`);
    return version === undefined ? undefined : { plan, version, qualifier, arn: `${plan.arn}:${qualifier}` };
  }
}
