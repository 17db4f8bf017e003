import { type Config } from '../config';
import { type WebConfig } from '../web-config';

/**
 * Whom the page will talk to, as far as that is known before the Chat stack: the socket and the issuer. Where AWS will
 * choose a name, any name of that service in this region; the document that WebContent publishes names the one.
 */
export function expectedAddresses({ domain, env: { region }, identity }: Config, web: WebConfig): string[] {
  const socket = domain ? `wss://${domain.name}` : `wss://*.execute-api.${region}.amazonaws.com`;
  if (identity.kind === 'local') return [socket];
  if (identity.kind === 'oidc') return [socket, ...issuerOrigins(identity.issuer, web)];
  const prefix = identity.signInPrefix ?? '*';
  const signInPage = `https://${prefix}.auth.${region}.amazoncognito.com`;
  return [socket, `https://cognito-idp.${region}.amazonaws.com`, signInPage];
}

/** Where an issuer that is not ours has its endpoints. */
export function issuerOrigins(issuer: string, { client }: WebConfig): string[] {
  return [...new Set([new URL(issuer).origin, ...(client?.issuerOrigins ?? [])])];
}
