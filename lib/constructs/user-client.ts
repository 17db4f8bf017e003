import { Duration } from 'aws-cdk-lib';
import { OAuthScope, type OAuthSettings, type UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import { type Config } from '../config';

/** A public client: no secret; SRP, and the code grant with PKCE for the allowed origins. */
export function userClient(config: Config): UserPoolClientOptions {
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
