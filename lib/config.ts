import { RemovalPolicy, type Environment } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type Construct } from 'constructs';
import {
  advice,
  ConfigError,
  httpsUrl,
  oneOf,
  option,
  origins,
  regionName,
  spelled,
  wholeNumber,
  word,
  type Given,
} from './config-option';

const stages = ['dev', 'prod', 'local'] as const;

export type Stage = (typeof stages)[number];

/**
 * Who vouches for users: a Cognito user pool that the Chat stack creates, an OpenID Connect issuer that exists
 * already, or (stage local) the issuer of the local runtime, which the Chat stack takes as parameters.
 */
export type IdentityConfig =
  | { readonly kind: 'cognito' }
  | { readonly kind: 'oidc'; readonly issuer: string; readonly audience: string; readonly jwksUri: string }
  | { readonly kind: 'local' };

/**
 * The settings of one deployment, read from CDK context and checked.
 *
 * The stage is a context value of its own: `-c stage=prod`. Every other option is a key of the `parley` object in
 * cdk.json (`"context": { "parley": { "retentionDays": 30 } }`) or stands on the command line with the prefix
 * `parley:` (`-c parley:retentionDays=30`), which wins over cdk.json. An unknown key is an error, so that a
 * misspelt option never falls back to its default in silence.
 */
export interface Config {
  /** `dev` keeps nothing, `prod` keeps everything, `local` is what the local runtime synthesizes. @default dev */
  readonly stage: Stage;
  /** Option `region`: where both stacks are deployed. Stage local is pinned to us-east-1. @default us-east-1 */
  readonly env: Environment & { readonly region: string };
  /**
   * Web pages that may connect, as exact origins: `https://chat.example.com`. With none, only native clients (which
   * send no Origin) may. Stage local adds the runtime's own web origin and accepts http. @default []
   */
  readonly allowedOrigins: readonly string[];
  /**
   * Option `identity`: `cognito` or `oidc`; with oidc also `issuer` and `audience` (the `iss` and `aud` of tokens) and
   * `jwksUri` (`{issuer}/.well-known/jwks.json` unless given). Stage local reads none of these. @default cognito
   */
  readonly identity: IdentityConfig;
  /** How long a message is kept, in days: 1 to 36,500. @default 1826, five years */
  readonly retentionDays: number;
  /** How often clients ping, in seconds: 30 to 540 (API Gateway closes a socket that is idle for 600). @default 240 */
  readonly heartbeatSeconds: number;
  /**
   * Options `throttleRate` (1 to 10,000) and `throttleBurst` (1 to 5,000): frames per second that the stage accepts
   * from all clients together, and how many at once. The upper ends are an account's quota. @default 1000 and 2000
   */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** How long CloudWatch keeps the functions' logs, in days; one of the periods that it offers. @default 30 */
  readonly logRetentionDays: RetentionDays;
  /** What becomes of tables, users and logs whose stack is deleted: RETAIN in prod, else DESTROY. Follows the stage. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether tables, users and stacks refuse to be deleted: in prod. Follows the stage. */
  readonly deletionProtection: boolean;
}

/** The periods that CloudWatch Logs offers; `for ever` is not one of ours. */
const logRetentions = Object.values(RetentionDays)
  .filter((days) => typeof days === 'number')
  .filter((days) => days !== RetentionDays.INFINITE);

const identityKinds = ['cognito', 'oidc'] as const;

/** Every key of the `parley` object. */
const options = {
  region: option('region', regionName, 'us-east-1'),
  allowedOrigins: option('allowedOrigins', origins(['https']), []),
  identity: option('identity', oneOf(identityKinds), 'cognito'),
  issuer: option<string | undefined>('issuer', httpsUrl, undefined),
  audience: option<string | undefined>('audience', word, undefined),
  jwksUri: option<string | undefined>('jwksUri', httpsUrl, undefined),
  retentionDays: option('retentionDays', wholeNumber(1, 36_500), 1826),
  heartbeatSeconds: option('heartbeatSeconds', wholeNumber(30, 540), 240),
  throttleRate: option('throttleRate', wholeNumber(1, 10_000), 1000),
  throttleBurst: option('throttleBurst', wholeNumber(1, 5_000), 2000),
  logRetentionDays: option('logRetentionDays', oneOf(logRetentions), RetentionDays.ONE_MONTH),
};

const stageOption = option<Stage>('stage', oneOf(stages), 'dev');

const localOrigins = option('allowedOrigins', origins(['https', 'http']), []);

const prefix = 'parley:';

/**
 * Reads the settings of this deployment.
 *
 * @throws ConfigError naming the key, the value, the allowed values and what to change.
 */
export function readConfig(scope: Construct): Config {
  const context: unknown = scope.node.getAllContext();
  const all = isObject(context) ? context : {};
  const stage = stageOption(all);
  const given = { ...fromObject(all['parley']), ...fromCommandLine(all) };
  refuseUnknown(given);
  return {
    stage,
    ...placeOf(stage, given),
    ...usersOf(stage, given),
    ...sizesOf(given),
    ...keepingOf(stage),
  };
}

function placeOf(stage: Stage, given: Given): Pick<Config, 'env'> {
  const region = options.region(given);
  return { env: stage === 'local' ? { account: '000000000000', region: 'us-east-1' } : { region } };
}

function usersOf(stage: Stage, given: Given): Pick<Config, 'allowedOrigins' | 'identity'> {
  if (stage === 'local') return { allowedOrigins: localOrigins(given), identity: { kind: 'local' } };
  return { allowedOrigins: options.allowedOrigins(given), identity: identityOf(given) };
}

function identityOf(given: Given): IdentityConfig {
  const kind = options.identity(given);
  if (kind === 'cognito') {
    for (const key of ['issuer', 'audience', 'jwksUri']) refuseWithCognito(key, given);
    return { kind };
  }
  const issuer = needed('issuer', options.issuer(given));
  const audience = needed('audience', options.audience(given));
  const jwksUri = options.jwksUri(given) ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
  return { kind, issuer, audience, jwksUri };
}

function refuseWithCognito(key: string, given: Given): void {
  if (given[key] === undefined) return;
  throw new ConfigError(
    `${spelled(key)} is ${JSON.stringify(given[key])}, allowed is no value while parley:identity is "cognito". ` +
      `Remove it, or give -c parley:identity=oidc.`,
  );
}

function needed(key: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new ConfigError(`${spelled(key)} is not set, and parley:identity "oidc" needs it. ${advice(key)}`);
}

function sizesOf(
  given: Given,
): Pick<Config, 'retentionDays' | 'heartbeatSeconds' | 'throttle' | 'logRetentionDays'> {
  return {
    retentionDays: options.retentionDays(given),
    heartbeatSeconds: options.heartbeatSeconds(given),
    throttle: { rate: options.throttleRate(given), burst: options.throttleBurst(given) },
    logRetentionDays: options.logRetentionDays(given),
  };
}

function keepingOf(stage: Stage): Pick<Config, 'removalPolicy' | 'deletionProtection'> {
  const keeps = stage === 'prod';
  return { removalPolicy: keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY, deletionProtection: keeps };
}

function fromObject(raw: unknown): Given {
  if (raw === undefined) return {};
  if (isObject(raw)) return raw;
  throw new ConfigError(
    `parley is ${JSON.stringify(raw)}, allowed is an object of options. ` +
      `Make it one in cdk.json, or give single options: -c parley:KEY=VALUE.`,
  );
}

function fromCommandLine(all: Given): Given {
  const own = Object.entries(all).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

function refuseUnknown(given: Given): void {
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(options, key));
  if (unknown === undefined) return;
  const known = Object.keys(options).join(', ');
  const hint =
    unknown === 'stage' ? 'The stage is given as -c stage=VALUE.' : 'Correct its name, or remove it.';
  throw new ConfigError(
    `${prefix}${unknown} is ${JSON.stringify(given[unknown])}, but there is no such option; allowed are ${known}. ${hint}`,
  );
}

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
