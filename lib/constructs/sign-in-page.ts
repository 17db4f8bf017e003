import { Fn, Stack } from 'aws-cdk-lib';
import {
  CfnManagedLoginBranding,
  ManagedLoginVersion,
  type UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

export interface SignInPageProps {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** The first part of its host name, one in its region. @default made of the stack's id */
  readonly prefix?: string;
}

/**
 * Cognito's page on which users sign in, with the looks that Cognito gives it.
 *
 * When it fails: nobody can sign in in a browser or renew a token; sockets with a valid token live on.
 * Cost: none by itself; see UserDirectory.
 */
export class SignInPage extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { pool, client, prefix }: SignInPageProps) {
    super(scope, id);
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: prefix ?? `parley-${uniquePart(Stack.of(this))}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without a branding, even an empty one, the page is not shown.
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.url = domain.baseUrl();
  }
}

/** The part of the stack's ARN that AWS makes up: arn:…:stack/NAME/UUID. */
function uniquePart({ stackId }: Stack): string {
  return Fn.select(2, Fn.split('/', stackId));
}
