import { Match } from 'aws-cdk-lib/assertions';
import { standing } from '../../bench/plan/standing-lines';
import { environmentOf } from './functions';
import { differences, parametersOf, resolved } from './rendition';
import { outputsOf, resourcesOf, synthesize, templateOf, type StackTemplate } from './synthesize';

const dev = synthesize('dev');
const allowedOrigins = ['https://chat.example.com'];
const prod = synthesize('prod', { allowedOrigins });
const local = synthesize('local', { allowedOrigins: ['http://localhost:5173'], region: 'eu-central-1' });
const oidc = synthesize('prod', {
  identity: 'oidc',
  issuer: 'https://login.example.com/',
  audience: 'parley',
  web: 'off',
});
const native = synthesize('dev', { web: 'off' });
const owned = synthesize('prod', { allowedOrigins, encryption: 'aws-owned' });

/** Properties by which a template can give a resource a name, of which there can be only one in an account. */
const physicalName =
  /^(TableName|QueueName|RoleName|LogGroupName|UserPoolName|ClientName|AliasName|TopicName|BucketName)$/;

function physicalNames({ Resources }: StackTemplate): string[] {
  const own = Object.entries(Resources).filter(([, { Type }]) => !Type.startsWith('Custom::'));
  return own.flatMap(([id, { Type, Properties }]) =>
    Object.keys(Properties)
      .filter((key) => physicalName.test(key) || (Type === 'AWS::Lambda::Function' && key === 'FunctionName'))
      .map((key) => `${id}.${key}`),
  );
}

describe('stage dev', () => {
  it('names no address of a laptop', () => {
    expect(JSON.stringify([dev.data, dev.chat, dev.webHosting, dev.webContent])).not.toMatch(
      /http:|localhost/,
    );
  });

  it('leaves nothing behind when it is deleted, except the log role of the account', () => {
    const all = [dev.data, dev.chat, dev.webHosting, dev.webContent].map(({ Resources }) => Resources);
    const kept = all
      .flatMap((resources) => Object.entries(resources))
      .filter(([, { DeletionPolicy }]) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete')
      .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(kept).toEqual(['GatewayAccessLogsRole', 'GatewayAccessLogsAccount']);
  });
});

describe('stage prod', () => {
  it('names no address of a laptop', () => {
    const templates = [prod.data, prod.chat, prod.webHosting, prod.webContent, oidc.chat, owned.chat];
    expect(JSON.stringify(templates)).not.toMatch(/http:|localhost/);
  });

  it('keeps data under a key of its own, and lets nobody sign up by himself', () => {
    expect(differences(dev.data, prod.data)).toMatchSnapshot();
    expect(differences(dev.chat, owned.chat)).toMatchSnapshot();
  });

  it('leaves the names of resources to CloudFormation, as every stage does', () => {
    const templates = [dev, prod, oidc, local].flatMap(({ data, chat, webHosting, webContent }) => [
      ...[data, chat],
      ...[webHosting, webContent],
    ]);
    expect(templates.flatMap(physicalNames)).toEqual([]);
  });

  it('is pinned to a region and not to an account', () => {
    expect([prod.account, prod.region]).toEqual(['unknown-account', 'us-east-1']);
  });

  it('has the same logical ids as dev', () => {
    expect(Object.keys(prod.chat.Resources)).toEqual(Object.keys(dev.chat.Resources));
  });
});

describe('stage local', () => {
  it('is pinned to an account and a region that no configuration moves', () => {
    expect([local.account, local.region]).toEqual(['000000000000', 'us-east-1']);
  });

  it('takes from the runtime what only the runtime knows', () => {
    const parameter = { Type: 'String' };
    expect(parametersOf(local.chat)).toEqual({
      LocalWebOrigin: parameter,
      LocalIssuer: parameter,
      LocalJwksUri: parameter,
      LocalAudience: parameter,
    });
  });

  it('judges tokens by these parameters', () => {
    expect(environmentOf(local.chat, 'authorize')).toEqual({
      IDENTITY_KIND: 'oidc',
      TOKEN_ISSUER: '${LocalIssuer}',
      TOKEN_AUDIENCE: '${LocalAudience}',
      JWKS_URI: '${LocalJwksUri}',
      ALLOWED_ORIGINS: '${LocalWebOrigin},http://localhost:5173',
    });
  });

  it('differs from dev in its issuer, and in what a laptop has no use for', () => {
    // Zones are looked up in the account; this one is none.
    const different = differences(dev.data, local.data).filter((line) => !line.includes('AvailabilityZone'));
    expect(different).toEqual([]);
    expect(differences(dev.chat, local.chat)).toMatchSnapshot();
  });
});

describe('Identity', () => {
  it('takes tokens of its own user pool by default', () => {
    expect(environmentOf(dev.chat, 'authorize')).toEqual({
      IDENTITY_KIND: 'cognito',
      TOKEN_ISSUER: expect.stringMatching(/^\$\{IdentityUsersPool\w+\.ProviderURL\}$/) as string,
      TOKEN_AUDIENCE: expect.stringMatching(/^\$\{IdentityUsersPoolClient\w+\}$/) as string,
      JWKS_URI: expect.stringMatching(/ProviderURL\}\/\.well-known\/jwks\.json$/) as string,
      ALLOWED_ORIGINS: expect.stringMatching(/^https:\/\/\$\{WebHosting:\w+\}$/) as string,
    });
  });

  it('lets the web app in before the configured pages, and nobody where there are neither', () => {
    const origins = (chat: StackTemplate) => environmentOf(chat, 'authorize')['ALLOWED_ORIGINS'];
    expect(origins(prod.chat)).toMatch(/^https:\/\/\$\{WebHosting:\w+\},https:\/\/chat\.example\.com$/);
    expect(origins(native.chat)).toBe('');
  });

  it('makes no user pool when an issuer is configured', () => {
    expect(resourcesOf(oidc.chat, 'AWS::Cognito::UserPool')).toEqual([]);
    expect(outputsOf(oidc.chat)).toEqual(['WebSocketUrl', 'MobilePush']);
    expect(environmentOf(oidc.chat, 'authorize')).toEqual({
      IDENTITY_KIND: 'oidc',
      TOKEN_ISSUER: 'https://login.example.com/',
      TOKEN_AUDIENCE: 'parley',
      JWKS_URI: 'https://login.example.com/.well-known/jwks.json',
      ALLOWED_ORIGINS: '',
    });
  });
});

describe('UserDirectory', () => {
  const pool = 'AWS::Cognito::UserPool';
  const client = 'AWS::Cognito::UserPoolClient';
  const open = templateOf(dev.chat);
  const off = templateOf(native.chat);
  const closed = templateOf(prod.chat);

  it('asks for passwords of twelve characters, of every kind, and offers a second factor', () => {
    open.hasResourceProperties(pool, {
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it('lets only an administrator create users in prod, and keeps and protects them', () => {
    const byAdministrator = (only: boolean) => ({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: only },
      DeletionProtection: only ? 'ACTIVE' : 'INACTIVE',
    });
    open.hasResource(pool, { Properties: byAdministrator(false), DeletionPolicy: 'Delete' });
    closed.hasResource(pool, { Properties: byAdministrator(true), DeletionPolicy: 'Retain' });
  });

  it('has a public client, with the code grant for the pages that may connect and no others', () => {
    const page = { 'Fn::Join': ['', ['https://', Match.anyValue(), '/']] };
    closed.hasResourceProperties(client, {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: [page, 'https://chat.example.com/'],
      LogoutURLs: [page, 'https://chat.example.com/'],
    });
    off.hasResourceProperties(client, {
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: false,
      CallbackURLs: Match.absent(),
    });
  });

  it('has a page to sign in on if there are such pages, under a name that nobody has or the configured one', () => {
    const domain = 'AWS::Cognito::UserPoolDomain';
    const [[, { Properties }] = ['', { Properties: {} }]] = resourcesOf(dev.chat, domain);
    expect(resolved(Properties)).toMatchObject({
      Domain: 'parley-2 of ${AWS::StackId} by /',
      ManagedLoginVersion: 2,
    });
    open.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
    const named = synthesize('dev', { signInPrefix: 'acme-chat' });
    templateOf(named.chat).hasResourceProperties(domain, { Domain: 'acme-chat' });
    off.resourceCountIs(domain, 0);
    expect(outputsOf(native.chat)).not.toContain('SignInUrl');
  });
});

describe('what npm run plan counts of a stage that nobody uses', () => {
  const resources = [prod.data, prod.chat, prod.operations].flatMap(({ Resources }) =>
    Object.values(Resources),
  );
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

  it('is in the templates of prod', () => {
    const endpoints = ofType('AWS::EC2::VPCEndpoint').filter(
      ({ Properties }) => Properties['VpcEndpointType'] === 'Interface',
    );
    expect(endpoints.length * ofType('AWS::EC2::Subnet').length).toBe(standing.endpointZones);
    expect(ofType('AWS::Lambda::EventSourceMapping')).toHaveLength(standing.queueReaders);
    const alarms = ofType('AWS::CloudWatch::Alarm').map(
      ({ Properties }) => Properties as { MetricName?: string; Metrics?: { MetricStat?: unknown }[] },
    );
    const readOf = ({ MetricName, Metrics = [] }: (typeof alarms)[number]) =>
      [MetricName, ...Metrics.map(({ MetricStat }) => MetricStat)].filter(Boolean).length;
    expect(alarms.filter((alarm) => readOf(alarm) === 0)).toEqual([]);
    expect(alarms.reduce((sum, alarm) => sum + readOf(alarm), 0)).toBe(standing.alarmMetrics);
    expect(ofType('AWS::CloudWatch::Dashboard')).toHaveLength(standing.dashboards);
    expect(ofType('AWS::KMS::Key')).toHaveLength(standing.keys);
  });
});
