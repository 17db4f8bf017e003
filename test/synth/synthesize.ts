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
import { WebContentStack } from '../../lib/stacks/web-content-stack';
import { WebHostingStack } from '../../lib/stacks/web-hosting-stack';

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
  /** These two are empty where the web app is not published: in stage local, or by configuration. */
  readonly webHosting: StackTemplate;
  readonly webContent: StackTemplate;
  /** For each stack, the stacks that are deployed before it. */
  readonly dependencies: Readonly<Record<keyof Stacks, readonly string[]>>;
  readonly account: string;
  readonly region: string;
}

interface Stacks {
  readonly data: DataStack;
  readonly chat: ChatStack;
  readonly operations: OperationsStack | undefined;
  readonly webHosting: WebHostingStack | undefined;
  readonly webContent: WebContentStack | undefined;
}

/** The app before it is synthesized. */
export interface Building extends Stacks {
  readonly app: App;
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
    // Nothing is deployed from here: files need not be copied, of which CDK brings a large one.
    const context = { ...cdk.context, 'aws:cdk:disable-asset-staging': true, stage, parley };
    const app = new App({ outdir: join(folder, 'out'), context });
    return use({ app, ...stacksOf(app, folder) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As bin/parley.ts makes them. */
function stacksOf(app: App, folder: string): Stacks {
  const config = readConfig(app);
  const { web } = config;
  const data = new DataStack(app, 'Data', { config });
  const hosting = web && new WebHostingStack(app, 'WebHosting', { config, web });
  const chat = new ChatStack(app, 'Chat', { config, data, hosting, handlersFolder: stubHandlers(folder) });
  const webContent =
    hosting && new WebContentStack(app, 'WebContent', { config, hosting, chat, folder: stubPage(folder) });
  const operations =
    config.stage === 'local' ? undefined : new OperationsStack(app, 'Operations', { config, data, chat });
  return { data, chat, operations, webHosting: hosting, webContent };
}

/** What `cdk synth` writes for one stage and its options. */
export function synthesize(stage: string, parley: Record<string, unknown> = {}): Synthesis {
  return withApp(stage, parley, ({ app, ...stacks }) => {
    const assembly = app.synth();
    const templateOf = (stack: Stack | undefined) =>
      (stack ? assembly.getStackArtifact(stack.artifactId).template : { Resources: {} }) as StackTemplate;
    const { account, region } = assembly.getStackArtifact(stacks.chat.artifactId).environment;
    return {
      ...forEach(stacks, templateOf),
      dependencies: forEach(stacks, (stack) => (stack ? stacksBefore(stack) : [])),
      account,
      region,
    };
  });
}

function forEach<T>(stacks: Stacks, read: (stack: Stack | undefined) => T): Record<keyof Stacks, T> {
  const entries = Object.entries(stacks).map(([name, stack]) => [name, read(stack as Stack | undefined)]);
  return Object.fromEntries(entries) as Record<keyof Stacks, T>;
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

function stubPage(parent: string): string {
  const folder = join(parent, 'page');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<head>\n    <meta charset="utf-8" />\n    <title>Page</title>');
  writeFileSync(join(folder, 'assets/app-1a2b.js'), 'run()');
  return folder;
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
