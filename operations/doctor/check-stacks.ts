import {
  DescribeStacksCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { type Aws } from './aws';
import { fail, type Finding, look, ok } from './finding';

/** What CloudFormation has made of the stacks. */
export interface Deployed {
  /** The physical ids of one type of resource, by the logical id. */
  of(type: string): readonly (readonly [logicalId: string, physicalId: string])[];
  /** The value of an output of one of the stacks. */
  output(key: string): string | undefined;
}

interface Examined {
  readonly findings: readonly Finding[];
  readonly deployed: Deployed;
}

/** Outputs without which nobody can use a stack. */
const neededOutputs = { Data: [], Chat: ['WebSocketUrl'], Operations: ['AlarmTopicArn'] } as const;

type StackKind = keyof typeof neededOutputs;

/** Whether the three stacks of a stage are there and whole, and what is in them. */
export async function checkStacks({ cloudFormation }: Aws, stage: string): Promise<Examined> {
  const resources: { type: string; ids: readonly [string, string] }[] = [];
  const outputs = new Map<string, string>();
  const examine = (kind: StackKind) => {
    const name = `Parley-${stage}-${kind}`;
    return look(name, async () => {
      const stack = await describe(cloudFormation, name);
      if (!stack) return [fail(name, 'is not deployed', `npx cdk deploy ${name} -c stage=${stage}`)];
      for (const { OutputKey = '', OutputValue = '' } of stack.Outputs ?? [])
        outputs.set(OutputKey, OutputValue);
      for await (const { StackResourceSummaries = [] } of paginateListStackResources(
        { client: cloudFormation },
        { StackName: name },
      ))
        for (const {
          ResourceType = '',
          LogicalResourceId = '',
          PhysicalResourceId = '',
        } of StackResourceSummaries)
          resources.push({ type: ResourceType, ids: [LogicalResourceId, PhysicalResourceId] });
      return judge(name, stack, neededOutputs[kind]);
    });
  };
  const findings = [await examine('Data'), await examine('Chat'), await examine('Operations')].flat();
  const of = (type: string) => resources.filter((resource) => resource.type === type).map(({ ids }) => ids);
  return { findings, deployed: { of, output: (key) => outputs.get(key) } };
}

/** CloudFormation answers a stack that does not exist with an error of the kind that it also has for bad input. */
async function describe(client: Aws['cloudFormation'], name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

function judge(name: string, { StackStatus, Outputs = [] }: Stack, needed: readonly string[]): Finding[] {
  if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(StackStatus ?? '')) {
    const advice = /IN_PROGRESS$/.test(StackStatus ?? '')
      ? 'Wait until the deployment has ended, then look again.'
      : "Look at the stack's events in CloudFormation, mend the cause and deploy again.";
    return [fail(name, `is in status ${StackStatus ?? 'unknown'}`, advice)];
  }
  const keys = Outputs.map(({ OutputKey }) => OutputKey);
  const missing = needed.filter((key) => !keys.includes(key));
  return missing.length === 0
    ? [ok(name, 'is deployed')]
    : [fail(name, `has no output ${missing.join(', ')}`, 'Deploy the stack again.')];
}
