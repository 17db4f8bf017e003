import { type Refusal } from './refusal';

/**
 * What AWS does not document, each as one named choice: when a real account shows something else, it changes here and
 * nowhere else.
 */

/** Bodies and error types are those of REST APIs: for WebSocket handshakes AWS documents only the status. */
export const REFUSALS = {
  unauthorized: { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  denied: {
    status: 403,
    message: 'User is not authorized to access this resource with an explicit deny',
    errorType: 'AccessDeniedException',
  },
  authorizerFailed: { status: 500, message: null, errorType: 'AuthorizerConfigurationException' },
  throttled: { status: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  noSuchStage: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  integrationFailed: {
    status: 502,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
  },
  functionRefused: {
    status: 500,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
  },
  integrationTimedOut: {
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
  },
} as const satisfies Record<string, Refusal>;

/** How the gateway closes an idle or an old connection. */
export const GOING_AWAY = { code: 1001, reason: 'Going away' } as const;

/** What a client sees when `DELETE @connections` closes it. */
export const DELETED = { code: 1000, reason: 'Connection closed by the API' } as const;

/** What `$disconnect` is told of a connection that was lost without a close frame. */
export const LOST = { code: 1006, reason: '' } as const;

/** Whether pings of a client keep its connection from being idle. */
export const PING_IS_ACTIVITY: boolean = false;

/** Whether bytes that are posted to a client arrive as a binary frame, or as text. */
export const POSTS_ARE_BINARY: boolean = false;

/** Whether the gateway takes the compression that a client offers. */
export const COMPRESSES: boolean = false;

/** A client that has this much unread gets no more: AWS documents the 429, not the size. */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** The frame that answers a function's status other than 2xx on a route with a response. */
export const REFUSED_STATUS_MESSAGE = 'Internal server error';

/** What an unsigned call of `@connections` gets; the type is REST's. */
export const UNSIGNED = { errorType: 'MissingAuthenticationTokenException', message: 'Forbidden' } as const;

/** The frame that answers a message over the limit; the socket stays open. */
export const THROTTLED_MESSAGE = 'Too Many Requests';

/** Whether the routes of a stage that have no limit of their own share its default one, or have it each. */
export const STAGE_LIMIT_IS_SHARED: boolean = true;

/**
 * The keys under which a template is looked for when its selection expression gives none of them: a message has no
 * content type, which is what selects for REST APIs.
 */
export const TEMPLATE_KEYS: readonly string[] = ['$default', 'application/json'];

/**
 * The frame on a route with a response whose backend is no function and whose integration has no response for the
 * status: AWS documents only that there must be one; a REST API fails for want of an output mapping.
 */
export const UNMAPPED_MESSAGE = 'Internal server error';
