import type * as v from 'valibot';
import { type Plan } from './plan';
import { type Resource } from './resource';

/** What the runtime knows about one CloudFormation resource type. One file per type. */
export interface ResourceType {
  readonly type: string;
  /** What `Ref` gives. */
  ref(resource: Resource): string;
  /** What `Fn::GetAtt` gives, by attribute name. */
  readonly attributes: Readonly<Partial<Record<string, (resource: Resource) => string>>>;
  /** The properties that the runtime acts on, with nested ones as far as their schemas know them. @default none */
  readonly honours?: v.ObjectEntries;
  /**
   * Properties that change nothing a function or a client could notice here, as paths through lists (`Replicas.Tags`)
   * and through names of the template's choice (`RouteSettings.*.LoggingLevel`). What is neither honoured nor listed is
   * named at start with the logical id. @default none
   */
  readonly withoutEffect?: readonly string[] | 'all';
  /** Why this one does not run here although its type does; what refers to it does not run either. */
  whyNotRun?(resource: Resource): string | undefined;
  /** Adds what must run to the plan; a type without it only has a name. */
  plan?(resource: Resource, plan: Plan): void;
}
