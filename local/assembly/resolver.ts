import { isObject } from '../json';
import { LocalError } from '../local-error';
import { fillDynamicReferences } from './dynamic-references';
import { intrinsics } from './intrinsics';
import { parameterValue } from './parameter-value';
import { LOCAL_ACCOUNT, type Assembly, type Stack } from './read-assembly';
import { NO_VALUE, type Scope } from './scope';

/** How references to resources are answered; the resource types live outside this folder. */
export interface References {
  ref(stack: Stack, logicalId: string): string;
  attribute(stack: Stack, logicalId: string, attribute: string): string;
}

export interface Resolver {
  /** `place` names the resource in error messages. */
  resolve(stack: Stack, place: string, value: unknown): unknown;
  isActive(stack: Stack, condition: string | undefined): boolean;
}

interface Setting {
  readonly assembly: Assembly;
  /** By name; for dynamic references by what stands behind `resolve:`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly references: References;
}

const pseudoParameters = (stack: Stack): Record<string, unknown> => ({
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Region': stack.region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stack.name,
  'AWS::StackId': `arn:aws:cloudformation:${stack.region}:${LOCAL_ACCOUNT}:stack/${stack.name}/local`,
  'AWS::NotificationARNs': [],
  'AWS::NoValue': NO_VALUE,
});

/** The only key of an object that is an intrinsic function call. */
const intrinsicName = (value: Record<string, unknown>): string | undefined => {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return undefined;
  if (name === 'Condition') return typeof value[name] === 'string' ? name : undefined;
  return name === 'Ref' || name.startsWith('Fn::') ? name : undefined;
};

class StackScope implements Scope {
  constructor(
    private readonly setting: Setting,
    readonly stack: Stack,
    private readonly place: string,
  ) {}

  resolve(value: unknown): unknown {
    if (Array.isArray(value))
      return value.map((item) => this.resolve(item)).filter((item) => item !== NO_VALUE);
    if (!isObject(value)) return value;
    const name = intrinsicName(value);
    return name === undefined ? this.resolveObject(value) : this.call(name, value);
  }

  text(value: unknown): string {
    const resolved = this.resolve(value);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    return this.fail(`expected a string, found ${JSON.stringify(value)}`);
  }

  list(value: unknown): unknown[] {
    return Array.isArray(value) ? value : this.fail(`expected a list, found ${JSON.stringify(value)}`);
  }

  ref(name: string): unknown {
    const pseudo = pseudoParameters(this.stack);
    if (name in pseudo) return pseudo[name];
    if (name in this.stack.template.Parameters)
      return parameterValue(this.stack, name, this.setting.parameters);
    this.mustExist(name);
    return this.setting.references.ref(this.stack, name);
  }

  attribute(logicalId: string, attribute: string): string {
    this.mustExist(logicalId);
    return this.setting.references.attribute(this.stack, logicalId, attribute);
  }

  importValue(exportName: string): unknown {
    for (const stack of this.setting.assembly.stacks) {
      for (const output of Object.values(stack.template.Outputs)) {
        const scope = new StackScope(this.setting, stack, `the outputs of ${stack.name}`);
        if (output.Export && scope.text(output.Export.Name) === exportName)
          return scope.resolve(output.Value);
      }
    }
    return this.fail(`no stack of the assembly exports ${exportName}`);
  }

  stackOutput(stackName: string, outputName: string): unknown {
    const stack = this.setting.assembly.stacks.find(({ name }) => name === stackName);
    const output = stack?.template.Outputs[outputName];
    if (!stack || !output)
      return this.fail(`no stack ${stackName} with an output ${outputName} in the assembly`);
    return new StackScope(this.setting, stack, `output ${outputName} of ${stackName}`).resolve(output.Value);
  }

  condition(name: string): boolean {
    const condition = this.stack.template.Conditions[name];
    return condition === undefined
      ? this.fail(`there is no condition ${name}`)
      : this.resolve(condition) === true;
  }

  fail(problem: string): never {
    throw new LocalError(`Stack ${this.stack.name}, ${this.place}: ${problem}.`);
  }

  private resolveObject(value: Record<string, unknown>): Record<string, unknown> {
    const entries = Object.entries(value).map(([key, item]) => [key, this.resolve(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
  }

  private call(name: string, value: Record<string, unknown>): unknown {
    const intrinsic = intrinsics[name];
    if (!intrinsic)
      return this.fail(`the runtime does not know ${name}; add it to local/assembly/intrinsics.ts`);
    return intrinsic(value[name], this);
  }

  private mustExist(logicalId: string): void {
    if (!(logicalId in this.stack.template.Resources))
      this.fail(`it refers to ${logicalId}, which the stack lacks`);
  }
}

/** Turns template values into what they are in this runtime. */
export const createResolver = (setting: Setting): Resolver => ({
  resolve: (stack, place, value) =>
    fillDynamicReferences(new StackScope(setting, stack, place).resolve(value), {
      parameters: setting.parameters,
      place: `Stack ${stack.name}, ${place}`,
    }),
  isActive: (stack, condition) =>
    condition === undefined || new StackScope(setting, stack, `condition ${condition}`).condition(condition),
});
