import { Match } from 'aws-cdk-lib/assertions';
import { synthesize, templateOf } from '../../synth/synthesize';

const dev = templateOf(synthesize('dev').chat);
const prod = templateOf(synthesize('prod', { allowedOrigins: ['https://chat.example.com'] }).chat);

const pool = 'AWS::Cognito::UserPool';
const client = 'AWS::Cognito::UserPoolClient';

describe('UserDirectory', () => {
  it('asks for passwords of twelve characters, of every kind, and offers a second factor', () => {
    dev.hasResourceProperties(pool, {
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
    dev.hasResource(pool, { Properties: byAdministrator(false), DeletionPolicy: 'Delete' });
    prod.hasResource(pool, { Properties: byAdministrator(true), DeletionPolicy: 'Retain' });
  });

  it('has a public client, with the code grant for the allowed origins only', () => {
    prod.hasResourceProperties(client, {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['https://chat.example.com/'],
    });
    dev.hasResourceProperties(client, {
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: false,
      CallbackURLs: Match.absent(),
    });
  });
});
