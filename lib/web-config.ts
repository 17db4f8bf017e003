import {
  ConfigError,
  matching,
  needed,
  oneOf,
  option,
  origins,
  spelled,
  word,
  type Given,
} from './config-option';
import { webDomainOf, type DomainConfig } from './domain-config';
import { type IdentityConfig } from './identity-config';

/** The web app as it is published. */
export interface WebConfig {
  readonly domain?: DomainConfig;
  /** As what the page signs users in, at an issuer that is not ours. */
  readonly client?: WebClient;
}

export interface WebClient {
  readonly id: string;
  readonly scopes: string;
  /** Where the issuer's endpoints are, besides its own origin. */
  readonly issuerOrigins: readonly string[];
}

const scopes = matching(
  /^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/,
  'scopes with spaces between them, of which openid is the first',
);

export const webOptions = {
  web: option('web', oneOf(['on', 'off']), 'on'),
  webClientId: option<string | undefined>('webClientId', word, undefined),
  webScopes: option('webScopes', scopes, 'openid profile offline_access'),
  webIssuerOrigins: option('webIssuerOrigins', origins(['https']), []),
};

const ofClient = ['webClientId', 'webScopes', 'webIssuerOrigins'] as const;

/**
 * undefined: the page is not published.
 *
 * @throws ConfigError if an option is missing, or given where it has no effect.
 */
export function webOf(given: Given, identity: IdentityConfig): WebConfig | undefined {
  const domain = webDomainOf(given);
  if (webOptions.web(given) === 'off') {
    refuse(['webDomainName', 'webCertificateArn', ...ofClient], given, 'parley:web is "off"');
    return undefined;
  }
  const client = clientOf(given, identity);
  return { ...(domain && { domain }), ...(client && { client }) };
}

function clientOf(given: Given, identity: IdentityConfig): WebClient | undefined {
  if (identity.kind !== 'oidc') {
    refuse(ofClient, given, `parley:identity is "${identity.kind}"`);
    return undefined;
  }
  return {
    id: needed('webClientId', webOptions.webClientId(given), 'parley:web "on" with parley:identity "oidc"'),
    scopes: webOptions.webScopes(given),
    issuerOrigins: webOptions.webIssuerOrigins(given),
  };
}

function refuse(keys: readonly string[], given: Given, when: string): void {
  const key = keys.find((each) => given[each] !== undefined);
  if (key === undefined) return;
  throw new ConfigError(
    `${spelled(key)} is ${JSON.stringify(given[key])}, allowed is no value while ${when}. Remove it.`,
  );
}
