import * as v from 'valibot';
import { id, tokenSubprotocolPrefix } from '../../protocol';
import { type AuthorizerEvent, headerOf, subprotocolsOf } from './decode-event';
import type { VerifyToken } from './token-verifier';

export interface Decision {
  principalId: string;
  policyDocument: {
    Version: '2012-10-17';
    Statement: { Action: 'execute-api:Invoke'; Effect: 'Allow' | 'Deny'; Resource: string }[];
  };
  context?: Record<string, string | number>;
}

type Handshake = Omit<AuthorizerEvent, 'requestContext'>;

/**
 * Decides over one handshake: a valid token, and an Origin from the list or none (a native client). The context rides
 * on every later event of the connection: userId, exp (seconds since 1970), deviceId if `?device=` names one. A refusal
 * says nothing of its reason to the client; `report` tells the log.
 */
export async function authorizeConnection(
  {
    verify,
    allowedOrigins,
    report,
  }: {
    verify: VerifyToken;
    allowedOrigins: readonly string[];
    report: (reason: string, cause?: unknown) => void;
  },
  event: Handshake,
): Promise<Decision> {
  const origin = headerOf(event.headers, 'Origin');
  if (origin !== undefined && !allowedOrigins.includes(origin)) return refuse(event, 'origin', report);
  const deviceId = event.queryStringParameters?.['device'];
  if (deviceId !== undefined && !v.is(id, deviceId)) return refuse(event, 'device', report);
  const token = tokenOf(event);
  if (token === undefined) return refuse(event, 'no_token', report);
  try {
    const { userId, exp } = await verify(token);
    return {
      ...decide(event, 'Allow', userId),
      context: { userId, exp, ...(deviceId === undefined ? {} : { deviceId }) },
    };
  } catch (cause) {
    report('token', cause);
    return decide(event, 'Deny', 'nobody');
  }
}

/** From the subprotocols, as browsers must, or from the Authorization header. Never from the query, which gets logged. */
function tokenOf({ headers }: Handshake): string | undefined {
  const offered = subprotocolsOf(headers).find((subprotocol) =>
    subprotocol.startsWith(tokenSubprotocolPrefix),
  );
  if (offered !== undefined) return offered.slice(tokenSubprotocolPrefix.length);
  return /^Bearer (\S+)$/i.exec(headerOf(headers, 'Authorization') ?? '')?.[1];
}

function refuse(event: Handshake, reason: string, report: (reason: string) => void): Decision {
  report(reason);
  return decide(event, 'Deny', 'nobody');
}

function decide({ methodArn }: Handshake, effect: 'Allow' | 'Deny', principalId: string): Decision {
  return {
    principalId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: methodArn }],
    },
  };
}
