import { type IncomingMessage, type ServerResponse } from 'node:http';
import { accessKeyIn } from '../aws/aws-call';
import { traceRoot } from '../events/trace-root';
import { type Authorize } from '../iam/access-control';
import { connectionDenialMessage } from '../iam/denial-answers';
import { connectionPermission, type ConnectionRequest } from '../iam/permissions-of';
import { readBody } from '../read-body';
import { type Api } from './api';
import { DELETED, MAX_BUFFERED_BYTES, POSTS_ARE_BINARY, UNSIGNED } from './assumptions';
import { userOf, type Connection } from './connection';
import { decodePathPart } from './decode-path-part';
import { gatewayId, isGatewayId } from './ids';

export interface ConnectionsApiOptions {
  readonly apis: ReadonlyMap<string, Api>;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Whether the account may make one more call. */
  readonly admitsCall: () => boolean;
  readonly authorize: Authorize;
}

/** A call as the meter is told of it. */
export interface ConnectionsCall {
  readonly status: number;
  readonly connectionId: string;
  /** Whose socket it was, if there was one. */
  readonly user: string | undefined;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly errorType?: string;
  readonly body?: string;
}

const MAX_BYTES = 128 * 1024;

const error = (status: number, errorType: string, message?: string): Answer => ({
  status,
  errorType,
  ...(message !== undefined && { body: JSON.stringify({ message }) }),
});

const UNSIGNED_ANSWER = error(403, UNSIGNED.errorType, UNSIGNED.message);
const TOO_MANY = error(429, 'LimitExceededException');
const GONE = error(410, 'GoneException');

const write = (response: ServerResponse, { status, errorType, body = '' }: Answer): number => {
  response.statusCode = status;
  response.setHeader('x-amzn-requestid', crypto.randomUUID());
  response.setHeader('x-amz-apigw-id', gatewayId());
  // Recorded: the answer to a malformed id has no trace id.
  if (status !== 400) response.setHeader('x-amzn-trace-id', `Root=${traceRoot()}`);
  if (errorType !== undefined) response.setHeader('x-amzn-ErrorType', errorType);
  if (status !== 204) {
    response.setHeader('content-type', 'application/json');
    response.setHeader('content-length', Buffer.byteLength(body));
  }
  response.end(body);
  return status;
};

const describe = ({ session, lastActiveAt }: Connection): Answer => ({
  status: 200,
  body: JSON.stringify(
    {
      identity: session.identity,
      connectedAt: new Date(session.connectedAt).toISOString(),
      lastActiveAt: new Date(lastActiveAt).toISOString(),
    },
    null,
    2,
  ),
});

const postTo = (connection: Connection, body: Buffer | undefined): Answer => {
  if (!body) return error(413, 'PayloadTooLargeException', 'Message too long');
  if (connection.socket.bufferedAmount > MAX_BUFFERED_BYTES) return TOO_MANY;
  connection.send(POSTS_ARE_BINARY ? body : body.toString());
  return { status: 200 };
};

/** Answers POST, GET and DELETE on /execute-api/{apiId}/{stage}/@connections/{connectionId}. */
export class ConnectionsApi {
  constructor(private readonly options: ConnectionsApiOptions) {}

  readonly answer = async (request: IncomingMessage, response: ServerResponse): Promise<ConnectionsCall> => {
    const body = await readBody(request, MAX_BYTES);
    const connectionId = decodePathPart((request.url ?? '').split('/').at(-1) ?? '') ?? '';
    const user = userOf(this.options.connections.get(connectionId)?.session);
    const status = write(response, this.decide(request, body));
    return { status, connectionId, user, body: body ?? Buffer.alloc(0) };
  };

  private decide(request: IncomingMessage, body: Buffer | undefined): Answer {
    const [apiId = '', stage = '', resource, id = ''] = (request.url ?? '')
      .split('/')
      .slice(2)
      .map((part) => decodePathPart(part) ?? part);
    if (request.headers.authorization === undefined) {
      return UNSIGNED_ANSWER;
    }
    const api = this.options.apis.get(stage);
    if (resource !== '@connections' || api?.id !== apiId) {
      return error(403, 'ForbiddenException', 'Forbidden');
    }
    if (!this.options.admitsCall()) return TOO_MANY;
    const denied = this.denied(request, { region: api.region, apiId, stage, connectionId: id });
    if (denied) return denied;
    if (!isGatewayId(id)) return error(400, 'BadRequestException', `Invalid connectionId: ${id}`);
    const connection = this.options.connections.get(id);
    if (!connection?.isOpen || connection.session.api.id !== apiId) return GONE;
    return this.run(request.method ?? '', connection, body);
  }

  private denied(
    { headers, method = '' }: IncomingMessage,
    target: Omit<ConnectionRequest, 'method'>,
  ): Answer | undefined {
    const permission = connectionPermission({ ...target, method });
    const denial = this.options.authorize(accessKeyIn(headers.authorization), [permission]);
    return (
      denial && {
        status: 403,
        errorType: 'AccessDeniedException',
        body: JSON.stringify({ Message: connectionDenialMessage(denial) }),
      }
    );
  }

  private run(method: string, connection: Connection, body: Buffer | undefined): Answer {
    if (method === 'POST') return postTo(connection, body);
    if (method === 'GET') return describe(connection);
    if (method !== 'DELETE') return UNSIGNED_ANSWER;
    connection.close(DELETED.code, DELETED.reason);
    return { status: 204 };
  }
}
