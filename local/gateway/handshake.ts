import { type IncomingMessage } from 'node:http';
import { connectEvent } from '../events/connect-event';
import { type Api } from './api';
import { REFUSALS } from './assumptions';
import { authorize } from './authorize';
import { type Identity, type Session } from './connection';
import { gatewayId } from './ids';
import { integrate, type Backends, type Failure } from './integrate';
import { isSuccess, type ProxyResponse } from './proxy-response';
import { type Refusal } from './refusal';

export interface Accepted {
  readonly session: Session;
  /** Only what the `$connect` function returned; the gateway never picks one itself. */
  readonly subprotocol: string | undefined;
}

const identityOf = (request: IncomingMessage): Identity => {
  const userAgent = request.headers['user-agent'];
  return {
    sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    ...(userAgent !== undefined && { userAgent }),
  };
};

const newSession = (request: IncomingMessage, api: Api): Session => ({
  api,
  connectionId: gatewayId(),
  connectedAt: Date.now(),
  identity: identityOf(request),
  authorizer: undefined,
});

const subprotocolIn = ({ headers }: ProxyResponse): string | undefined => {
  const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol');
  return entry === undefined ? undefined : String(entry[1]);
};

const FAILED: Readonly<Record<Failure, Refusal>> = {
  failed: REFUSALS.integrationFailed,
  refused: REFUSALS.functionRefused,
  timedOut: REFUSALS.integrationTimedOut,
};

const connect = async (
  request: IncomingMessage,
  session: Session,
  backends: Backends,
): Promise<Accepted | Refusal> => {
  const integration = session.api.routes.get('$connect')?.integration;
  if (!integration) return { session, subprotocol: undefined };
  const response = await integrate(backends, integration, connectEvent(request, session));
  if (typeof response === 'string') return FAILED[response];
  if (!isSuccess(response)) return { status: response.statusCode, message: null };
  return { session, subprotocol: subprotocolIn(response) };
};

/** Decides about a new socket: first the authorizer of `$connect`, then its integration. */
export const handshake = async (
  request: IncomingMessage,
  api: Api,
  backends: Backends,
): Promise<Accepted | Refusal> => {
  const session = newSession(request, api);
  const authorizer = api.routes.get('$connect')?.authorizer;
  if (!authorizer) return connect(request, session, backends);
  const result = await authorize({ authorizer, request, session, backends });
  if ('refusal' in result) return result.refusal;
  return connect(request, { ...session, authorizer: result.context }, backends);
};
