import { Duration } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  OAuthScope,
  type OAuthSettings,
  UserPool,
  type UserPoolClientOptions,
  type UserPoolProps,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { type Config } from '../config';

export interface UserDirectoryProps {
  readonly config: Config;
}

/** Who issues the tokens of this directory, for whom, and under which output names a client finds it. */
export interface DirectoryTokens {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * A Cognito user pool with one public client: no secret; SRP, and the code grant with PKCE for the allowed origins.
 * Names are e-mail addresses; a second factor is offered. In prod an administrator creates the users.
 *
 * When it fails: nobody can sign in or renew a token; sockets with a valid token live on.
 * Cost: monthly active users beyond Cognito's free tier.
 */
export class UserDirectory extends Construct {
  readonly tokens: DirectoryTokens;

  constructor(scope: Construct, id: string, props: UserDirectoryProps) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', poolProps(props.config));
    const client = pool.addClient('Client', clientOptions(props.config));
    this.tokens = {
      issuer: pool.userPoolProviderUrl,
      audience: client.userPoolClientId,
      jwksUri: `${pool.userPoolProviderUrl}/.well-known/jwks.json`,
      outputs: { UserPoolId: pool.userPoolId, UserPoolClientId: client.userPoolClientId },
    };
  }
}

function poolProps(config: Config): UserPoolProps {
  return {
    selfSignUpEnabled: config.stage !== 'prod',
    signInAliases: { email: true },
    autoVerify: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true },
    passwordPolicy: { minLength: 12 },
    deletionProtection: config.deletionProtection,
    removalPolicy: config.removalPolicy,
  };
}

function clientOptions(config: Config): UserPoolClientOptions {
  const callbackUrls = config.allowedOrigins.map((origin) => `${origin}/`);
  return {
    generateSecret: false,
    authFlows: { userSrp: true },
    preventUserExistenceErrors: true,
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(30),
    ...(callbackUrls.length === 0 ? { disableOAuth: true } : { oAuth: codeGrant(callbackUrls) }),
  };
}

function codeGrant(callbackUrls: string[]): OAuthSettings {
  const scopes = [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE];
  return { flows: { authorizationCodeGrant: true }, scopes, callbackUrls, logoutUrls: callbackUrls };
}
