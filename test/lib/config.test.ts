import { App, RemovalPolicy } from 'aws-cdk-lib';
import { readConfig, type Config } from '../../lib/config';

/** What readConfig makes of a context: `parley` stands for the object in cdk.json. */
function configOf(context: Record<string, unknown> = {}): Config {
  return readConfig(new App({ context }));
}

function given(parley: unknown, stage = 'prod'): Config {
  return configOf({ stage, parley });
}

describe('readConfig', () => {
  it('has a default for every option', () => {
    expect(configOf()).toEqual({
      stage: 'dev',
      env: { region: 'us-east-1' },
      allowedOrigins: [],
      identity: { kind: 'cognito' },
      web: {},
      directory: 'contacts',
      retentionDays: 1826,
      heartbeatSeconds: 20,
      leaseSeconds: 30,
      throttle: { rate: 1000, burst: 2000 },
      inlineFanOutLimit: 25,
      deliveryCheckSeconds: 10,
      connectionsQuota: 500,
      fanOutConcurrency: 50,
      encryption: 'aws-owned',
      accessLogs: true,
      apiGatewayLogRole: 'create',
      xray: false,
      pushApplications: [],
      pushSecrets: [],
      pushPreview: false,
      logRetentionDays: 30,
      removalPolicy: RemovalPolicy.DESTROY,
      deletionProtection: false,
    });
  });

  it('keeps data in stage prod, under a key of its own', () => {
    expect(configOf({ stage: 'prod' })).toMatchObject({
      encryption: 'customer-managed',
      removalPolicy: RemovalPolicy.RETAIN,
      deletionProtection: true,
    });
  });

  it('reads options from the parley object of cdk.json', () => {
    const parley = {
      region: 'eu-central-1',
      retentionDays: 30,
      allowedOrigins: ['https://chat.example.com'],
    };
    expect(given(parley)).toMatchObject({
      env: { region: 'eu-central-1' },
      retentionDays: 30,
      allowedOrigins: ['https://chat.example.com'],
    });
  });

  it('reads options from the command line, where everything is text, and prefers them', () => {
    const config = configOf({
      parley: { retentionDays: 30, throttleRate: 50 },
      'parley:retentionDays': '90',
      'parley:logRetentionDays': '365',
      'parley:allowedOrigins': 'https://a.example.com, https://b.example.com:8443',
    });
    expect(config).toMatchObject({
      retentionDays: 90,
      logRetentionDays: 365,
      throttle: { rate: 50 },
      allowedOrigins: ['https://a.example.com', 'https://b.example.com:8443'],
    });
  });

  it('reads yes and no, in every way of giving them', () => {
    const config = configOf({ parley: { xray: true, accessLogs: true }, 'parley:accessLogs': 'false' });
    expect(config).toMatchObject({ xray: true, accessLogs: false });
    expect(configOf({ 'parley:xray': 'true' }).xray).toBe(true);
  });

  it('lets every stage but local choose how it is encrypted and logged', () => {
    const chosen = { encryption: 'aws-owned', apiGatewayLogRole: 'existing', fanOutConcurrency: 200 };
    expect(given(chosen)).toMatchObject(chosen);
    expect(given({ encryption: 'customer-managed' }, 'dev').encryption).toBe('customer-managed');
  });

  it('takes an issuer and derives the address of its keys', () => {
    const oidc = { identity: 'oidc', issuer: 'https://login.example.com/t1', audience: 'parley', web: 'off' };
    expect(given(oidc).identity).toEqual({
      kind: 'oidc',
      issuer: 'https://login.example.com/t1',
      audience: 'parley',
      jwksUri: 'https://login.example.com/t1/.well-known/jwks.json',
    });
    expect(given({ ...oidc, jwksUri: 'https://keys.example.com/jwks' }).identity).toMatchObject({
      jwksUri: 'https://keys.example.com/jwks',
    });
  });

  it('keeps the final slash of an issuer and does not double it', () => {
    const issuer = 'https://t.example.com/';
    const { identity } = given({ identity: 'oidc', issuer, audience: 'parley', web: 'off' });
    expect(identity).toMatchObject({
      issuer: 'https://t.example.com/',
      jwksUri: 'https://t.example.com/.well-known/jwks.json',
    });
  });

  it('says key, value, allowed values and what to change', () => {
    expect(() => given({ retentionDays: 0 })).toThrow(
      'parley:retentionDays is 0, allowed is a whole number from 1 to 36500. ' +
        'Change context.parley.retentionDays in cdk.json, or give -c parley:retentionDays=VALUE.',
    );
    expect(() => configOf({ stage: 'staging' })).toThrow(
      'stage is "staging", allowed is one of dev, prod, local. Change context.stage in cdk.json, or give -c stage=VALUE.',
    );
  });

  it.each([
    ['retentionDays', '30 days'],
    ['retentionDays', 1.5],
    ['retentionDays', ''],
    ['heartbeatSeconds', 600],
    ['throttleRate', 0],
    ['throttleRate', 100_001],
    ['throttleBurst', 50_001],
    ['connectionsQuota', 0],
    ['inlineFanOutLimit', 51],
    ['inlineFanOutLimit', -1],
    ['fanOutConcurrency', 1],
    ['fanOutConcurrency', 1001],
    ['encryption', 'none'],
    ['accessLogs', 'yes'],
    ['apiGatewayLogRole', 'none'],
    ['xray', 1],
    ['logRetentionDays', 31],
    ['logRetentionDays', 9999],
    ['region', 'Frankfurt'],
    ['identity', 'saml'],
    ['allowedOrigins', ['*']],
    ['allowedOrigins', 'https://*.example.com/'],
    ['allowedOrigins', ['https://chat.example.com/']],
    ['allowedOrigins', ['http://chat.example.com']],
    ['allowedOrigins', ['https://CHAT.example.com']],
    ['allowedOrigins', [1]],
    ['allowedOrigins', 'https://a.example.com,'],
  ])('refuses %s %j', (key, value) => {
    expect(() => given({ [key]: value })).toThrow(`parley:${key} is ${JSON.stringify(value)}, allowed is `);
  });

  it.each([
    'http://login.example.com',
    'https://login.example.com?x=1',
    'https://u:p@login.example.com',
    'login',
  ])('refuses the issuer %s', (issuer) => {
    expect(() => given({ identity: 'oidc', audience: 'parley', issuer })).toThrow('allowed is an https URL');
  });

  it('names what oidc needs and does not have', () => {
    expect(() => given({ identity: 'oidc', audience: 'parley' })).toThrow('parley:issuer is not set');
    expect(() => given({ identity: 'oidc', issuer: 'https://a.example.com' })).toThrow(
      'parley:audience is not set',
    );
  });

  it('refuses an issuer that would have no effect', () => {
    expect(() => given({ issuer: 'https://a.example.com' })).toThrow('give -c parley:identity=oidc');
  });

  it('refuses unknown options, wherever they are given', () => {
    expect(() => given({ retentonDays: 30 })).toThrow(
      'parley:retentonDays is 30, but there is no such option',
    );
    expect(() => configOf({ 'parley:retentonDays': '30' })).toThrow('allowed are region, allowedOrigins');
    expect(() => given({ stage: 'prod' })).toThrow('The stage is given as -c stage=VALUE.');
    expect(() => given({ toString: 1 })).toThrow('no such option');
  });

  it('refuses a parley value that is not an object', () => {
    expect(() => given('retentionDays=30')).toThrow(
      'parley is "retentionDays=30", allowed is an object of options',
    );
    expect(() => given([])).toThrow('allowed is an object of options');
  });

  it('pins stage local to its account and region, and leaves the issuer to the runtime', () => {
    const parley = { region: 'eu-west-1', identity: 'oidc', issuer: 'https://a.example.com', audience: 'a' };
    expect(given(parley, 'local')).toMatchObject({
      env: { account: '000000000000', region: 'us-east-1' },
      identity: { kind: 'local' },
    });
  });

  it('spares stage local what a laptop has no use for', () => {
    const parley = {
      encryption: 'customer-managed',
      accessLogs: true,
      xray: true,
      fanOutConcurrency: 100,
      domainName: 'chat.example.com',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/8c1f9a2e',
    };
    expect(given(parley, 'local')).toMatchObject({
      encryption: 'aws-owned',
      accessLogs: false,
      xray: false,
      fanOutConcurrency: 5,
    });
    expect(given(parley, 'local')).not.toHaveProperty('domain');
  });

  it('accepts http origins in stage local alone', () => {
    const parley = { allowedOrigins: ['http://localhost:5173'] };
    expect(given(parley, 'local').allowedOrigins).toEqual(['http://localhost:5173']);
    expect(() => given(parley, 'dev')).toThrow('exact https origins');
  });
});
