import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type DynamodbEngine } from './aws/dynamodb-engine';
import { type CacheEngine } from './cache/start-cache';
import { type Isolation } from './functions/start-sandboxes';
import { LocalError } from './local-error';
import { type LogFormat } from './printer';

export interface CliOptions {
  readonly port: number;
  readonly webPort: number;
  readonly assembly: string | undefined;
  readonly context: Readonly<Record<string, string>>;
  /** Values for parameters of the templates, and for dynamic references. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly dynamodb: DynamodbEngine;
  readonly cache: CacheEngine;
  readonly isolation: Isolation;
  /** The command that keeps the functions' bundles up to date. */
  readonly watch: string | undefined;
  /** The folder of the built page that is served beside the tokens. */
  readonly web: string | undefined;
  /** The folder of the built inspector. */
  readonly inspector: string | undefined;
  /** The command that builds the pages and prints where they are. */
  readonly webBuild: string | undefined;
  /** Keep tables and keys for the next start. */
  readonly persist: boolean;
  readonly log: LogFormat;
  readonly iam: 'enforce' | 'off';
  readonly verbose: boolean;
}

const USAGE =
  'options: --port N, --web-port N, --assembly DIR, --context key=value, --parameter name=value, --dynamodb ENGINE, ' +
  '--cache ENGINE, ' +
  '--isolation thread|process, --iam enforce|off, --watch COMMAND, --no-watch, --web DIR, --inspector DIR, ' +
  '--web-build COMMAND, ' +
  '--persist, --log text|json, --verbose';

type ParseArgsOptions = NonNullable<ParseArgsConfig['options']>;

const options = {
  port: { type: 'string', default: '3001' },
  'web-port': { type: 'string', default: '3000' },
  assembly: { type: 'string' },
  context: { type: 'string', multiple: true, default: ['stage=local'] },
  parameter: { type: 'string', multiple: true, default: [] },
  dynamodb: { type: 'string' },
  cache: { type: 'string' },
  isolation: { type: 'string', default: 'thread' },
  watch: { type: 'string' },
  'no-watch': { type: 'boolean', default: false },
  web: { type: 'string' },
  inspector: { type: 'string' },
  'web-build': { type: 'string' },
  persist: { type: 'boolean', default: false },
  log: { type: 'string', default: 'text' },
  iam: { type: 'string', default: 'enforce' },
  verbose: { type: 'boolean', default: false },
} satisfies ParseArgsOptions;

const portOf = (name: string, text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new LocalError(
    `--${name} must be a port from 0 (any free one) to 65535, not ${JSON.stringify(text)}.`,
  );
};

const isUrl = (text: string): text is `http://${string}` => text.startsWith('http://');

const engineOf = (text: string): DynamodbEngine => {
  if (text === 'dynalite' || text === 'local' || isUrl(text)) return text;
  throw new LocalError(
    `--dynamodb (or DYNAMODB_ENDPOINT) must be dynalite, local or an http:// URL, not ${JSON.stringify(text)}.`,
  );
};

const isRedisUrl = (text: string): text is `redis://${string}` =>
  text.startsWith('redis://') && URL.canParse(text);

const cacheOf = (text: string): CacheEngine => {
  if (text === 'auto' || text === 'embedded' || isRedisUrl(text)) return text;
  throw new LocalError(
    `--cache (or VALKEY_URL) must be auto, embedded or a redis:// URL, not ${JSON.stringify(text)}.`,
  );
};

const oneOf = <T extends string>(name: string, text: string, allowed: readonly T[]): T => {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return found;
  throw new LocalError(`--${name} must be ${allowed.join(' or ')}, not ${JSON.stringify(text)}.`);
};

const pairsOf = (name: string, sample: string, pairs: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new LocalError(`--${name} takes ${sample}, not ${JSON.stringify(pair)}.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );

const read = (args: readonly string[]) => parseArgs({ args: [...args], options, strict: true }).values;

const parse = (args: readonly string[]): ReturnType<typeof read> => {
  try {
    return read(args);
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new LocalError(`${message ?? ''}; ${USAGE}`);
  }
};

/** Reads the command line; whatever is wrong with it is one line. */
export const parseCliOptions = (args: readonly string[]): CliOptions => {
  const values = parse(args);
  return {
    port: portOf('port', values.port),
    webPort: portOf('web-port', values['web-port']),
    assembly: values.assembly,
    context: pairsOf('context', 'key=value', values.context),
    parameters: pairsOf('parameter', 'name=value', values.parameter),
    dynamodb: engineOf(values.dynamodb ?? process.env['DYNAMODB_ENDPOINT'] ?? 'dynalite'),
    cache: cacheOf(values.cache ?? process.env['VALKEY_URL'] ?? 'auto'),
    isolation: oneOf('isolation', values.isolation, ['thread', 'process']),
    iam: oneOf('iam', values.iam, ['enforce', 'off']),
    watch: values['no-watch'] ? undefined : values.watch,
    web: values.web,
    inspector: values.inspector,
    webBuild: values['web-build'],
    persist: values.persist,
    log: oneOf('log', values.log, ['text', 'json']),
    verbose: values.verbose,
  };
};
