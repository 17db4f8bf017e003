import { differences, parametersOf, resolved } from './rendition';
import { resourcesOf, synthesize, type StackTemplate } from './synthesize';

const dev = synthesize('dev');
const prod = synthesize('prod', { allowedOrigins: ['https://chat.example.com'] });
const local = synthesize('local', { allowedOrigins: ['http://localhost:5173'], region: 'eu-central-1' });
const oidc = synthesize('prod', {
  identity: 'oidc',
  issuer: 'https://login.example.com/',
  audience: 'parley',
});

function authorizerEnvironment(template: StackTemplate): unknown {
  const [, authorize] = resourcesOf(template, 'AWS::Lambda::Function').find(([id]) =>
    id.includes('Authorize'),
  )!;
  return (resolved(authorize.Properties['Environment']) as { Variables: unknown }).Variables;
}

describe('stage dev', () => {
  it('names no address of a laptop', () => {
    expect(JSON.stringify([dev.data, dev.chat])).not.toMatch(/http:|localhost/);
  });

  it('leaves nothing behind when it is deleted', () => {
    const kept = Object.values({ ...dev.data.Resources, ...dev.chat.Resources }).map(
      (one) => one.DeletionPolicy,
    );
    expect(new Set(kept)).toEqual(new Set(['Delete', undefined]));
  });
});

describe('stage prod', () => {
  it('names no address of a laptop', () => {
    expect(JSON.stringify([prod.data, prod.chat, oidc.chat])).not.toMatch(/http:|localhost/);
  });

  it('keeps data, and lets nobody sign up by himself', () => {
    expect(differences(dev.data, prod.data, 'prod')).toMatchSnapshot();
    expect(differences(dev.chat, prod.chat, 'prod')).toMatchSnapshot();
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
    expect(authorizerEnvironment(local.chat)).toEqual({
      IDENTITY_KIND: 'oidc',
      TOKEN_ISSUER: '${LocalIssuer}',
      TOKEN_AUDIENCE: '${LocalAudience}',
      JWKS_URI: '${LocalJwksUri}',
      ALLOWED_ORIGINS: '${LocalWebOrigin},http://localhost:5173',
    });
  });

  it('differs from dev in its issuer and its ARNs alone', () => {
    expect(differences(dev.data, local.data, 'local')).toEqual([]);
    const chat = differences(dev.chat, local.chat, 'local').filter((line) => !line.includes('000000000000'));
    expect(chat.filter((line) => !/^IdentityUsers|^Parameters/.test(line))).toMatchSnapshot();
  });
});

describe('Identity', () => {
  it('takes tokens of its own user pool by default', () => {
    expect(authorizerEnvironment(dev.chat)).toEqual({
      IDENTITY_KIND: 'cognito',
      TOKEN_ISSUER: expect.stringMatching(/^\$\{IdentityUsersPool\w+\.ProviderURL\}$/) as string,
      TOKEN_AUDIENCE: expect.stringMatching(/^\$\{IdentityUsersPoolClient\w+\}$/) as string,
      JWKS_URI: expect.stringMatching(/ProviderURL\}\/\.well-known\/jwks\.json$/) as string,
      ALLOWED_ORIGINS: '',
    });
  });

  it('makes no user pool when an issuer is configured', () => {
    expect(resourcesOf(oidc.chat, 'AWS::Cognito::UserPool')).toEqual([]);
    expect(Object.keys(oidc.chat.Outputs!)).toEqual(['WebSocketUrl']);
    expect(authorizerEnvironment(oidc.chat)).toEqual({
      IDENTITY_KIND: 'oidc',
      TOKEN_ISSUER: 'https://login.example.com/',
      TOKEN_AUDIENCE: 'parley',
      JWKS_URI: 'https://login.example.com/.well-known/jwks.json',
      ALLOWED_ORIGINS: '',
    });
  });

  it('has a public client, with the code grant for the allowed origins only', () => {
    const client = (template: StackTemplate) =>
      resourcesOf(template, 'AWS::Cognito::UserPoolClient')[0]![1].Properties;
    expect(client(prod.chat)).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['https://chat.example.com/'],
    });
    expect(client(dev.chat)).toMatchObject({ GenerateSecret: false, AllowedOAuthFlowsUserPoolClient: false });
  });
});
