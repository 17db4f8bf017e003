import { type Plan } from './plan';
import { type Resource } from './resource';

const isSet = (value: unknown): boolean => value !== undefined && value !== false && value !== 'false';

/** Names the properties that are given and change something on AWS but nothing here. */
export const nameIgnored = (resource: Resource, plan: Plan, properties: readonly string[]): void => {
  for (const property of properties.filter((name) => isSet(resource.property(name))))
    plan.notRun.push(`${resource.logicalId}.${property} (${resource.type})`);
};
