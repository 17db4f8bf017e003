import { Duration } from 'aws-cdk-lib';
import { OAuthScope, type OAuthSettings, type UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';

/** What an app asks for that signs its user in on Cognito's page. */
export const signInScopes = [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE];

/** A public client: no secret; SRP, and the code grant with PKCE for the web pages that may connect. */
export function userClient(pages: readonly string[]): UserPoolClientOptions {
  return {
    generateSecret: false,
    authFlows: { userSrp: true },
    preventUserExistenceErrors: true,
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(30),
    ...(pages.length === 0 ? { disableOAuth: true } : { oAuth: codeGrant(pages.map((page) => `${page}/`)) }),
  };
}

function codeGrant(callbackUrls: string[]): OAuthSettings {
  return {
    flows: { authorizationCodeGrant: true },
    scopes: signInScopes,
    callbackUrls,
    logoutUrls: callbackUrls,
  };
}
