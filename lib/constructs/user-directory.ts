import { Validations, type Acknowledgment } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, UserPool, type UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { SignInPage } from './sign-in-page';
import { userClient } from './user-client';

export interface UserDirectoryProps {
  readonly config: Config;
  /** The web pages that may connect, by their origins; without any, there is no page to sign in on. */
  readonly pages: readonly string[];
  /** The first part of the host name of the page to sign in on. @default made of the stack's id */
  readonly signInPrefix?: string;
}

/** Who issues the tokens of this directory, for whom, and under which output names a client finds it. */
export interface DirectoryTokens {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  /** Where browsers sign in; undefined if no web page may connect. */
  readonly signInUrl: string | undefined;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * A Cognito user pool with one public client, and a page to sign in on if web pages may connect. Names are e-mail
 * addresses; a second factor is offered. In prod an administrator creates the users.
 *
 * When it fails: nobody can sign in or renew a token; sockets with a valid token live on.
 * Cost: monthly active users beyond Cognito's free tier.
 */
export class UserDirectory extends Construct {
  readonly tokens: DirectoryTokens;

  constructor(scope: Construct, id: string, { config, pages, signInPrefix: prefix }: UserDirectoryProps) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', poolProps(config));
    Validations.of(pool).acknowledge(...choices);
    const client = pool.addClient('Client', userClient(pages));
    const signInUrl =
      pages.length === 0
        ? undefined
        : new SignInPage(this, 'SignIn', { pool, client, ...(prefix !== undefined && { prefix }) }).url;
    this.tokens = {
      issuer: pool.userPoolProviderUrl,
      audience: client.userPoolClientId,
      jwksUri: `${pool.userPoolProviderUrl}/.well-known/jwks.json`,
      signInUrl,
      outputs: {
        UserPoolId: pool.userPoolId,
        UserPoolClientId: client.userPoolClientId,
        ...(signInUrl !== undefined && { SignInUrl: signInUrl }),
      },
    };
  }
}

const choices: Acknowledgment[] = [
  {
    id: 'AwsSolutions-COG2',
    reason: 'A second factor is offered; whether a chat user wants one is his choice.',
  },
  {
    id: 'AwsSolutions-COG8',
    reason: 'Threat protection is charged per user and month: an operator may add it.',
  },
];

function poolProps(config: Config): UserPoolProps {
  return {
    selfSignUpEnabled: config.stage !== 'prod',
    signInAliases: { email: true },
    autoVerify: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    deletionProtection: config.deletionProtection,
    removalPolicy: config.removalPolicy,
  };
}
