import { buildSync, formatMessagesSync, type BuildFailure, type BuildOptions } from 'esbuild';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { entryOf, handlers, type HandlerName } from '../lambda/contract/handlers';

const project = join(__dirname, '..');

/**
 * CommonJS, and the `module` field of packages before their `main`: the pair that starts fastest in Lambda. Node 20
 * as the target although Node 24 is deployed, so that the same bundle runs on a laptop.
 */
const buildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
  alias: {
    '@aws-sdk/credential-provider-node': join(project, 'lambda', 'runtime', 'environment-credentials.ts'),
  },
} as const satisfies BuildOptions;

export interface BundleHandlersProps {
  /** The folder of the entries. @default lambda/handlers of this project */
  readonly sources?: string;
  /** Where to write. @default a folder of this process alone in .parley/handlers, removed when the process ends */
  readonly outdir?: string;
}

/**
 * Bundles every handler of the contract, `{sources}/send-message.ts` to `{outdir}/send-message/index.js`, in one run
 * of esbuild: eight runs take five seconds more. Answers `outdir`. Two processes that bundle at once
 * do not meet: each writes to a folder of its own, and CDK copies the bundles to cdk.out under names made from their
 * content (`--no-staging`, which refers to the folder itself, is of no use here).
 *
 * @throws Error naming the entries that are missing, or esbuild's messages with file and line.
 */
export function bundleHandlers(props: BundleHandlersProps = {}): string {
  const sources = props.sources ?? join(project, 'lambda', 'handlers');
  const entryPoints = entriesIn(sources);
  const outdir = props.outdir ?? ownFolder();
  try {
    buildSync({ ...buildOptions, entryPoints, outdir });
  } catch (error) {
    throw isBuildFailure(error) ? failed(error) : error;
  }
  return outdir;
}

function entriesIn(sources: string): Record<string, string> {
  const names = Object.keys(handlers).filter(isHandlerName).map(entryOf);
  const missing = names.map((name) => join(sources, `${name}.ts`)).filter((file) => !existsSync(file));
  if (missing.length > 0) {
    const files = missing.map((file) => relative(process.cwd(), file)).join(', ');
    throw new Error(`Cannot bundle the handlers: the contract names handlers that have no file: ${files}`);
  }
  return Object.fromEntries(names.map((name) => [`${name}/index`, join(sources, `${name}.ts`)]));
}

function ownFolder(): string {
  const parent = join(project, '.parley', 'handlers');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'synth-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function failed(failure: BuildFailure): Error {
  const messages = formatMessagesSync(failure.errors, { kind: 'error' });
  return new Error(`Cannot bundle the handlers:\n${messages.join('').trimEnd()}`);
}

function isHandlerName(name: string): name is HandlerName {
  return Object.hasOwn(handlers, name);
}

function isBuildFailure(error: unknown): error is BuildFailure {
  // By its fields: esbuild's error need not come from this realm, as in a test runner.
  return typeof error === 'object' && error !== null && 'errors' in error && 'warnings' in error;
}
