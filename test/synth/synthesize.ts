import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cdk from '../../cdk.json';
import { entryOf, handlers, type HandlerName } from '../../lambda/contract/handlers';
import { readConfig } from '../../lib/config';
import { ChatStack } from '../../lib/stacks/chat-stack';
import { DataStack } from '../../lib/stacks/data-stack';
import { OperationsStack } from '../../lib/stacks/operations-stack';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface StackTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: unknown }>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

export interface Synthesis {
  readonly data: StackTemplate;
  readonly chat: StackTemplate;
  /** Empty in stage local, which has none. */
  readonly operations: StackTemplate;
  /** For each stack, the stacks that are deployed before it. */
  readonly dependencies: Readonly<Record<'data' | 'chat' | 'operations', readonly string[]>>;
  readonly account: string;
  readonly region: string;
}

/** The app before it is synthesized. */
export interface Building {
  readonly app: App;
  readonly data: DataStack;
  readonly chat: ChatStack;
  readonly operations: OperationsStack | undefined;
}

/**
 * Builds the app with the feature flags of cdk.json and with fixed stubs for handlers, so that editing a handler
 * changes no snapshot, and hands it on; what it writes is gone afterwards.
 */
export function withApp<T>(
  stage: string,
  parley: Record<string, unknown>,
  use: (building: Building) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'parley-synth-'));
  try {
    const app = new App({ outdir: join(folder, 'out'), context: { ...cdk.context, stage, parley } });
    const config = readConfig(app);
    const data = new DataStack(app, 'Data', { config });
    const chat = new ChatStack(app, 'Chat', { config, data, handlersFolder: stubHandlers(folder) });
    const operations =
      stage === 'local' ? undefined : new OperationsStack(app, 'Operations', { config, data, chat });
    return use({ app, data, chat, operations });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `cdk synth` writes for one stage and its options. */
export function synthesize(stage: string, parley: Record<string, unknown> = {}): Synthesis {
  return withApp(stage, parley, ({ app, data, chat, operations }) => {
    const assembly = app.synth();
    const [dataArtifact, chatArtifact, operationsArtifact] = [data, chat, operations].map(
      (stack) => stack && assembly.getStackArtifact(stack.artifactId),
    );
    return {
      data: dataArtifact!.template as StackTemplate,
      chat: chatArtifact!.template as StackTemplate,
      operations: (operationsArtifact?.template ?? { Resources: {} }) as StackTemplate,
      dependencies: {
        data: stacksBefore(data),
        chat: stacksBefore(chat),
        operations: operations === undefined ? [] : stacksBefore(operations),
      },
      account: chatArtifact!.environment.account,
      region: chatArtifact!.environment.region,
    };
  });
}

function stacksBefore(stack: Stack): string[] {
  return stack.dependencies.map((other) => other.stackName);
}

function stubHandlers(parent: string): string {
  for (const name of Object.keys(handlers) as HandlerName[]) {
    const folder = join(parent, 'handlers', entryOf(name));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), `exports.handler = async () => '${name}';\n`);
  }
  return join(parent, 'handlers');
}

/** The outputs that people read: those for other stacks left out. */
export function outputsOf({ Outputs = {} }: StackTemplate): string[] {
  return Object.keys(Outputs).filter((name) => Outputs[name]!.Export === undefined);
}

/** The resources of one type, with their logical ids. */
export function resourcesOf(template: StackTemplate, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** A template for assertions of aws-cdk-lib. */
export function templateOf(template: StackTemplate): Template {
  return Template.fromJSON(template);
}
