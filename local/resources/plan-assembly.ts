import { NotRunError, orNotRun } from '../assembly/not-run-error';
import { type Assembly, type Stack } from '../assembly/read-assembly';
import { createResolver, type Resolver } from '../assembly/resolver';
import { LocalError } from '../local-error';
import { emptyPlan } from './empty-plan';
import { nameUnhonoured } from './name-unhonoured';
import { type Plan } from './plan';
import { Resource, type Addresses } from './resource';
import { type ResourceType } from './resource-type';
import { IGNORED_TYPES, typeNamed } from './resource-types';

export interface PlanSetting {
  /**
   * Values for template parameters, by name, and for dynamic references, by what stands behind `resolve:`. A parameter
   * without one takes its default.
   */
  readonly parameters: Readonly<Record<string, string>>;
  readonly addresses: Addresses;
}

/** The type of a resource that others refer to: only what runs has a name that is of use to them. */
const typeThatRuns = (resource: Resource): ResourceType => {
  const type = typeNamed(resource.type);
  if (!type || type.whyNotRun?.(resource) !== undefined) return resource.notRun();
  return type;
};

const attributeOf = (resource: Resource, attribute: string): string => {
  const read = typeThatRuns(resource).attributes[attribute];
  return read ? read(resource) : resource.notRun(attribute);
};

/** Resources refer to each other through the resolver, and the resolver answers through them. */
const createResources = (assembly: Assembly, setting: PlanSetting): { find: Find; resolver: Resolver } => {
  const find: Find = (stack, logicalId) => {
    const template = stack.template.Resources[logicalId];
    if (!template) throw new LocalError(`Stack ${stack.name} has no resource ${logicalId}.`);
    return new Resource({ stack, logicalId, template }, resolver, setting.addresses);
  };
  const resolver = createResolver({
    assembly,
    parameters: setting.parameters,
    references: {
      ref(stack, logicalId) {
        const resource = find(stack, logicalId);
        return typeThatRuns(resource).ref(resource);
      },
      attribute: (stack, logicalId, attribute) => attributeOf(find(stack, logicalId), attribute),
    },
  });
  return { find, resolver };
};

type Find = (stack: Stack, logicalId: string) => Resource;

const planWhatRuns = (resource: Resource, plan: Plan): void => {
  if (IGNORED_TYPES.has(resource.type)) return;
  const type = typeNamed(resource.type);
  if (!type) return void plan.notRun.push(`${resource.logicalId} (${resource.type})`);
  const why = type.whyNotRun?.(resource);
  if (why !== undefined) return void plan.notRun.push(`${resource.logicalId} (${why})`);
  type.plan?.(resource, plan);
  nameUnhonoured(type, resource, plan);
};

/** What depends on something that does not run does not run either; all others do. */
const planResource = (resource: Resource, plan: Plan): void => {
  const result = orNotRun(() => planWhatRuns(resource, plan));
  if (result instanceof NotRunError)
    plan.notRun.push(result.listed(`${resource.logicalId} (${resource.type})`));
};

/** Reads what must run out of every stack of the assembly. */
export const planAssembly = (assembly: Assembly, setting: PlanSetting): Plan => {
  const plan = emptyPlan();
  const { find, resolver } = createResources(assembly, setting);
  for (const stack of assembly.stacks) {
    for (const [logicalId, template] of Object.entries(stack.template.Resources)) {
      if (resolver.isActive(stack, template.Condition)) planResource(find(stack, logicalId), plan);
    }
  }
  return plan;
};
