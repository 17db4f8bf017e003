import { LocalError } from './local-error';
import { type Plan } from './resources/plan';

/** A service takes no call that nobody signs: neither does the runtime start an integration that would make some. */
export const checkIntegrations = ({ integrations }: Plan): void => {
  for (const integration of integrations) {
    if (integration.kind !== 'service' || integration.caller) continue;
    const { logicalId, service } = integration;
    throw new LocalError(
      `${logicalId}: API Gateway calls ${service} in a role and the integration names none; give it CredentialsArn ` +
        '(credentialsRole of WebSocketAwsIntegration), or start with --iam off.',
    );
  }
};
