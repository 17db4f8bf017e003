import { Match } from 'aws-cdk-lib/assertions';
import { environmentOf } from './functions';
import { differences, parametersOf } from './rendition';
import { outputsOf, resourcesOf, synthesize, templateOf, type StackTemplate } from './synthesize';

const dev = synthesize('dev');
const allowedOrigins = ['https://chat.example.com'];
const prod = synthesize('prod', { allowedOrigins });
const local = synthesize('local', { allowedOrigins: ['http://localhost:5173'], region: 'eu-central-1' });
const oidc = synthesize('prod', {
  identity: 'oidc',
  issuer: 'https://login.example.com/',
  audience: 'parley',
});
const owned = synthesize('prod', { allowedOrigins, encryption: 'aws-owned' });

/** Properties by which a template can give a resource a name, of which there can be only one in an account. */
const physicalName =
  /^(TableName|QueueName|RoleName|LogGroupName|UserPoolName|ClientName|AliasName|TopicName|BucketName)$/;

function physicalNames({ Resources }: StackTemplate): string[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
    Object.keys(Properties)
      .filter((key) => physicalName.test(key) || (Type === 'AWS::Lambda::Function' && key === 'FunctionName'))
      .map((key) => `${id}.${key}`),
  );
}

describe('stage dev', () => {
  it('names no address of a laptop', () => {
    expect(JSON.stringify([dev.data, dev.chat])).not.toMatch(/http:|localhost/);
  });

  it('leaves nothing behind when it is deleted, except the log role of the account', () => {
    const kept = Object.entries({ ...dev.data.Resources, ...dev.chat.Resources })
      .filter(([, { DeletionPolicy }]) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete')
      .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(kept).toEqual(['GatewayAccessLogsRole', 'GatewayAccessLogsAccount']);
  });
});

describe('stage prod', () => {
  it('names no address of a laptop', () => {
    expect(JSON.stringify([prod.data, prod.chat, oidc.chat, owned.chat])).not.toMatch(/http:|localhost/);
  });

  it('keeps data under a key of its own, and lets nobody sign up by himself', () => {
    expect(differences(dev.data, prod.data)).toMatchSnapshot();
    expect(differences(dev.chat, owned.chat)).toMatchSnapshot();
  });

  it('leaves the names of resources to CloudFormation, as every stage does', () => {
    const templates = [dev, prod, oidc, local].flatMap(({ data, chat }) => [data, chat]);
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
      ALLOWED_ORIGINS: '',
    });
  });

  it('makes no user pool when an issuer is configured', () => {
    expect(resourcesOf(oidc.chat, 'AWS::Cognito::UserPool')).toEqual([]);
    expect(outputsOf(oidc.chat)).toEqual(['WebSocketUrl']);
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

  it('has a public client, with the code grant for the allowed origins only', () => {
    closed.hasResourceProperties(client, {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['https://chat.example.com/'],
    });
    open.hasResourceProperties(client, {
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: false,
      CallbackURLs: Match.absent(),
    });
  });
});
