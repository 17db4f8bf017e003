import { App } from 'aws-cdk-lib';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cdk from '../../cdk.json';
import { entryOf, handlers, type HandlerName } from '../../lambda/contract/handlers';
import { readConfig } from '../../lib/config';
import { ChatStack } from '../../lib/stacks/chat-stack';
import { DataStack } from '../../lib/stacks/data-stack';

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
  /** For each stack, the stacks that are deployed before it. */
  readonly dependencies: Readonly<Record<'data' | 'chat', readonly string[]>>;
  readonly account: string;
  readonly region: string;
}

/**
 * Synthesizes the app with the feature flags of cdk.json and with fixed stubs for handlers, so that editing a
 * handler changes no snapshot.
 */
export function synthesize(stage: string, parley: Record<string, unknown> = {}): Synthesis {
  const folder = mkdtempSync(join(tmpdir(), 'parley-synth-'));
  try {
    const app = new App({ outdir: join(folder, 'out'), context: { ...cdk.context, stage, parley } });
    const config = readConfig(app);
    const data = new DataStack(app, 'Data', { config });
    const chat = new ChatStack(app, 'Chat', { config, data, handlersFolder: stubHandlers(folder) });
    const assembly = app.synth();
    const [dataArtifact, chatArtifact] = [data, chat].map((stack) =>
      assembly.getStackArtifact(stack.artifactId),
    );
    return {
      data: dataArtifact!.template as StackTemplate,
      chat: chatArtifact!.template as StackTemplate,
      dependencies: { data: stacksBefore(data), chat: stacksBefore(chat) },
      account: chatArtifact!.environment.account,
      region: chatArtifact!.environment.region,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function stacksBefore(stack: DataStack | ChatStack): string[] {
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

/** The resources of one type, with their logical ids. */
export function resourcesOf(template: StackTemplate, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}
