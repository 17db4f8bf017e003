import { authorizeConnection } from '../runtime/authorize-connection';
import { decodeAuthorizerEvent } from '../runtime/decode-event';
import { decodeEnvironment } from '../runtime/decode-environment';
import { log } from '../runtime/log';
import { tokenVerifier } from '../runtime/token-verifier';

const environment = decodeEnvironment('authorize');
const ports = {
  verify: tokenVerifier(environment),
  allowedOrigins: environment.ALLOWED_ORIGINS.split(','),
  report: (reason: string, cause?: unknown) =>
    log.warn('a handshake was refused', { reason, ...(cause instanceof Error && { code: cause.name }) }),
};

/** Runs once per handshake, before `$connect`. Changes nothing, so a retry is a new handshake. */
export const handler = (event: unknown) => {
  const authorizerEvent = decodeAuthorizerEvent(event);
  log.bind(authorizerEvent.requestContext);
  return authorizeConnection(ports, authorizerEvent);
};
