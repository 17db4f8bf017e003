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
  /** Values for template parameters, by name; a parameter without one takes its default. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly addresses: Addresses;
}

const unknownType = (resource: Resource): never => {
  throw new LocalError(
    `Stack ${resource.stack.name}: something that runs refers to ${resource.logicalId} (${resource.type}), a type the ` +
      'runtime does not know; add it to local/resources/ or leave it out of the local stage.',
  );
};

const attributeOf = (resource: Resource, type: ResourceType, attribute: string): string => {
  const read = type.attributes[attribute];
  return read ? read(resource) : resource.fail(`the runtime does not know its attribute ${attribute}`);
};

/** Resources refer to each other through the resolver, and the resolver answers through them. */
const createResources = (assembly: Assembly, setting: PlanSetting): { find: Find; resolver: Resolver } => {
  const find: Find = (stack, logicalId) => {
    const template = stack.template.Resources[logicalId];
    if (!template) throw new LocalError(`Stack ${stack.name} has no resource ${logicalId}.`);
    return new Resource({ stack, logicalId, template }, resolver, setting.addresses);
  };
  const known = (stack: Stack, logicalId: string): [Resource, ResourceType] => {
    const resource = find(stack, logicalId);
    return [resource, typeNamed(resource.type) ?? unknownType(resource)];
  };
  const resolver = createResolver({
    assembly,
    parameters: setting.parameters,
    references: {
      ref(stack, logicalId) {
        const [resource, type] = known(stack, logicalId);
        return type.ref(resource);
      },
      attribute: (stack, logicalId, attribute) => attributeOf(...known(stack, logicalId), attribute),
    },
  });
  return { find, resolver };
};

type Find = (stack: Stack, logicalId: string) => Resource;

const planResource = (resource: Resource, plan: Plan): void => {
  if (IGNORED_TYPES.has(resource.type)) return;
  const type = typeNamed(resource.type);
  if (!type) return void plan.notRun.push(`${resource.logicalId} (${resource.type})`);
  const why = type.whyNotRun?.(resource);
  if (why !== undefined) return void plan.notRun.push(`${resource.logicalId} (${why})`);
  type.plan?.(resource, plan);
  nameUnhonoured(type, resource, plan);
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
