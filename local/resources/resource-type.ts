import { type Plan } from './plan';
import { type Resource } from './resource';

/** What the runtime knows about one CloudFormation resource type. One file per type. */
export interface ResourceType {
  readonly type: string;
  /** What `Ref` gives. */
  ref(resource: Resource): string;
  /** What `Fn::GetAtt` gives, by attribute name. */
  readonly attributes: Readonly<Partial<Record<string, (resource: Resource) => string>>>;
  /** Adds what must run to the plan; a type without it only has a name. */
  plan?(resource: Resource, plan: Plan): void;
}
