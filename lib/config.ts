import { RemovalPolicy, type Environment } from 'aws-cdk-lib';
import { type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type Construct } from 'constructs';
import { flag, oneOf, option, origins, regionName, wholeNumber, type Given } from './config-option';
import { isGiven, readGiven } from './config-given';
import { domainOf, domainOptions, type DomainConfig } from './domain-config';
import { identityOf, identityOptions, type IdentityConfig } from './identity-config';
import { presenceOf, presenceOptions, type PresenceConfig } from './presence-config';
import { localPushApplications, pushOf, pushOptions, type PushSecret } from './push-config';
import { sizeOptions, sizesOf } from './size-config';
import { webOf, webOptions, type WebConfig } from './web-config';

const stages = ['dev', 'prod', 'local'] as const;

export type Stage = (typeof stages)[number];

const encryptions = ['aws-owned', 'customer-managed'] as const;

type Encryption = (typeof encryptions)[number];

const directories = ['contacts', 'open'] as const;

type Directory = (typeof directories)[number];

const logRoles = ['create', 'existing'] as const;

type LogRole = (typeof logRoles)[number];

/**
 * The settings of one deployment, read from CDK context and checked.
 *
 * The stage is a context value of its own: `-c stage=prod`. Every other option is a key of the `parley` object in
 * cdk.json (`"context": { "parley": { "retentionDays": 30 } }`) or stands on the command line with the prefix
 * `parley:` (`-c parley:retentionDays=30`), which wins over cdk.json. An unknown key is an error, so that a
 * misspelt option never falls back to its default in silence.
 */
export interface Config extends PresenceConfig {
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
   * `jwksUri` (`{issuer}/.well-known/jwks.json` unless given); with cognito also `signInPrefix`, the first part of the
   * sign-in page's host name, one in its region (made of the stack's id unless given). Stage local reads none of these.
   * @default cognito
   */
  readonly identity: IdentityConfig;
  /**
   * Options `domainName` and `certificateArn` (in the stacks' region): clients connect to wss://{domainName}. With
   * `hostedZoneId` and `hostedZoneName` (the zone of this name and of `webDomainName`) an alias record is made;
   * without, point the name to the output DomainTarget.
   * @default none: clients connect to the address that API Gateway gives
   */
  readonly domain?: DomainConfig;
  /**
   * Options `web` (`on` or `off`), and with it `webDomainName` and `webCertificateArn` (in us-east-1, where CloudFront
   * takes them from): the page is at https://{webDomainName}. With identity oidc also `webClientId`, the page's client id at
   * the issuer; `webScopes`, what it asks for (`openid profile offline_access` unless given; the last one is what many
   * issuers want for a refresh token), and `webIssuerOrigins`, origins of the issuer's endpoints if they are not the
   * issuer's own. Stage local reads none of these: its runtime serves the page. @default on, at CloudFront's address
   */
  readonly web?: WebConfig;
  /** Whose profile and presence a user may see: of `contacts` they share a chat with, or `open`, of all. @default contacts */
  readonly directory: Directory;
  /** How long a message is kept, in days: 1 to 36,500. @default 1826, five years */
  readonly retentionDays: number;
  /**
   * Options `throttleRate` (1 to 100,000) and `throttleBurst` (1 to 50,000): frames and handshakes per second that the
   * stage accepts from all clients together, pings among them, and how many at once. A new account's quota is 10,000 and
   * 5,000, whatever stands here. @default 1000 and 2000
   */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Recipients that the function which takes a message posts to itself; for more, workers do: 0 to 50. @default 25 */
  readonly inlineFanOutLimit: number;
  /**
   * How many slices of 50 recipients are posted at once, at most: 2 to 1,000. It keeps a burst in large chats from
   * taking function runs and callback requests from everyone else. An estimate, not measured: at 0.25 s for a slice,
   * 50 use up the 10,000 requests per second of a default account. Stage local is pinned to 5. @default 50
   */
  readonly fanOutConcurrency: number;
  /**
   * How many seconds after it was to be written an entry is looked after: those whose clients have not marked it delivered
   * get it again, and who has not read it gets a push, though a device of theirs may be online: 5 to 900. @default 10
   */
  readonly deliveryCheckSeconds: number;
  /**
   * The account's quota of new WebSocket connections per second (`L-9ED1E49A`), against which the alarm
   * `new-connections` measures: 1 to 100,000. Say so here when AWS has raised it. @default 500
   */
  readonly connectionsQuota: number;
  /**
   * Under whose key tables, queues and logs are encrypted. `customer-managed` makes one that you can audit, disable
   * and share: $1 per month, and $0.03 for 10,000 uses (about one per connection to a table, and per function and
   * queue, in five minutes). `aws-owned` costs nothing. Choose before the first deployment: on a change, requests fail
   * until the Chat stack is deployed too, and the way back to aws-owned starts with the Chat stack alone
   * (`--exclusively`). Stage local is pinned to aws-owned. @default customer-managed in prod, else aws-owned
   */
  readonly encryption: Encryption;
  /**
   * Whether API Gateway writes a line per frame: about 0.4 kB, so $0.20 for a million. Never in stage local.
   * @default true
   */
  readonly accessLogs: boolean;
  /**
   * The role by which API Gateway writes logs is one per account and region, not per API. `create` makes it and names
   * it in the account's settings, and leaves both when the stack goes; `existing` relies on the one that is named
   * there. Without any, a stage with access logs cannot be deployed. @default create
   */
  readonly apiGatewayLogRole: LogRole;
  /** Whether functions send traces to X-Ray, by its sampling rules: $5 for a million. Never in stage local. @default false */
  readonly xray: boolean;
  /** How long CloudWatch keeps the logs of functions and of access, in days; one of its periods. @default 30 */
  readonly logRetentionDays: RetentionDays;
  /**
   * Option `pushApplications`: ARNs of SNS platform applications in the stacks' region, one for each of APNS,
   * APNS_SANDBOX and GCM at most, as a list or with commas. A phone of a platform without one is answered that push
   * is off. Stage local has one for each. @default []
   */
  readonly pushApplications: readonly string[];
  /**
   * Option `pushSecrets`: platform applications that the stack makes itself, as a list or with commas of
   * `APNS=SECRET_ARN#VERSION_ID` (or `APNS_SANDBOX`, `FCM`). For APNs the secret is a JSON object of `signingKey` (the
   * .p8 file), `keyId`, `teamId` and `bundleId`; for FCM the JSON file of a service account. Only a function of the
   * deployment reads it. Another version id hands over the new credentials. Never in stage local. @default []
   */
  readonly pushSecrets: readonly PushSecret[];
  /**
   * Whether a push carries the text of the message (at most 2 kB of it), which SNS and the platforms then see. Without,
   * it says that there is a message, and in which chat by its id. @default false
   */
  readonly pushPreview: boolean;
  /** What becomes of tables, users and logs whose stack is deleted: RETAIN in prod, else DESTROY. Follows the stage. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether tables, users and stacks refuse to be deleted: in prod. Follows the stage. */
  readonly deletionProtection: boolean;
}

/** Every key of the `parley` object. */
const options = {
  region: option('region', regionName, 'us-east-1'),
  allowedOrigins: option('allowedOrigins', origins(['https']), []),
  ...identityOptions,
  ...domainOptions,
  directory: option('directory', oneOf(directories), 'contacts'),
  ...presenceOptions,
  fanOutConcurrency: option('fanOutConcurrency', wholeNumber(2, 1000), 50),
  encryption: option<Encryption | undefined>('encryption', oneOf(encryptions), undefined),
  accessLogs: option('accessLogs', flag, true),
  apiGatewayLogRole: option('apiGatewayLogRole', oneOf(logRoles), 'create'),
  xray: option('xray', flag, false),
  ...pushOptions,
  ...sizeOptions,
  ...webOptions,
};

const stageOption = option<Stage>('stage', oneOf(stages), 'dev');

const localOrigins = option('allowedOrigins', origins(['https', 'http']), []);

/** What the local runtime has no use for; and more workers at once than five would only fill the laptop. */
const localPosture = {
  fanOutConcurrency: 5,
  encryption: 'aws-owned',
  accessLogs: false,
  apiGatewayLogRole: 'existing',
  xray: false,
  pushApplications: localPushApplications,
  pushSecrets: [],
} as const;

/**
 * Reads the settings of this deployment.
 *
 * @throws ConfigError naming the key, the value, the allowed values and what to change.
 */
export function readConfig(scope: Construct): Config {
  const context: unknown = scope.node.getAllContext();
  const all = isGiven(context) ? context : {};
  const stage = stageOption(all);
  const given = readGiven(all, Object.keys(options));
  return {
    stage,
    ...placeOf(stage, given),
    ...usersOf(stage, given),
    directory: options.directory(given),
    pushPreview: options.pushPreview(given),
    ...sizesOf(given),
    ...presenceOf(given),
    ...postureOf(stage, given),
    ...keepingOf(stage),
  };
}

function placeOf(stage: Stage, given: Given): Pick<Config, 'env' | 'domain'> {
  if (stage === 'local') return { env: { account: '000000000000', region: 'us-east-1' } };
  const region = options.region(given);
  const domain = domainOf(given, region);
  return { env: { region }, ...(domain && { domain }) };
}

function usersOf(stage: Stage, given: Given): Pick<Config, 'allowedOrigins' | 'identity' | 'web'> {
  if (stage === 'local') return { allowedOrigins: localOrigins(given), identity: { kind: 'local' } };
  const identity = identityOf(given);
  const web = webOf(given, identity);
  return { allowedOrigins: options.allowedOrigins(given), identity, ...(web && { web }) };
}

function postureOf(stage: Stage, given: Given) {
  if (stage === 'local') return localPosture;
  return {
    fanOutConcurrency: options.fanOutConcurrency(given),
    encryption: options.encryption(given) ?? (stage === 'prod' ? 'customer-managed' : 'aws-owned'),
    accessLogs: options.accessLogs(given),
    apiGatewayLogRole: options.apiGatewayLogRole(given),
    xray: options.xray(given),
    ...pushOf(given),
  };
}

function keepingOf(stage: Stage): Pick<Config, 'removalPolicy' | 'deletionProtection'> {
  const keeps = stage === 'prod';
  return { removalPolicy: keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY, deletionProtection: keeps };
}
