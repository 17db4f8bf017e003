const action = ['FAN_OUT_QUEUE_URL', 'CALLBACK_URL'] as const;
/** What posts needs to say which sockets it has found closed. */
const posting = ['CONNECTIONS_TABLE', 'LOST_SOCKETS_QUEUE_URL'] as const;
const cache = [
  'CACHE_HOST',
  'CACHE_PORT',
  'CACHE_AUTH',
  'CACHE_NAME',
  'CACHE_USER',
  'CACHE_WAIT_MS',
] as const;
const leasing = [...cache, 'PRESENCE_QUEUE_URL', 'LEASE_SECONDS'] as const;
const reading = [...action, 'MESSAGES_TABLE', 'CHATS_TABLE'] as const;
const appending = [
  ...reading,
  ...posting,
  'CHECK_QUEUE_URL',
  'RETENTION_DAYS',
  'INLINE_FAN_OUT_LIMIT',
] as const;

/**
 * The deployed functions: the environment variables that each one reads, and the routes that lead to it.
 * The construct must give exactly these variables, the handler can read only these.
 *
 * CALLBACK_URL: where this stage's sockets are reached, https://{api}.execute-api.{region}.amazonaws.com/{stage}.
 * TOKEN_ISSUER: the `iss` of tokens; for Cognito its last path segment is the user pool's id.
 * TOKEN_AUDIENCE: the `aud` of tokens; for Cognito the app client's id.
 * IDENTITY_KIND: `cognito` or `oidc`. JWKS_URI: used for `oidc` only.
 * ALLOWED_ORIGINS: comma-separated list of exact origins.
 * PUSH_APPLICATIONS: ARNs of SNS platform applications, one for each platform, separated by commas; `off` for none.
 * DIRECTORY: `contacts` or `open`, whose profiles and presence a user may read.
 * CACHE_HOST, CACHE_PORT, CACHE_NAME: the Valkey cache. CACHE_AUTH: `iam`, as CACHE_USER and over TLS, or `none`, which
 * is for a cache on the same machine. CACHE_WAIT_MS: how long a command may take. LEASE_SECONDS: how long a ping keeps its sender online.
 * PUSH_PREVIEW: `on` if the text of a message goes to phones with its push, else `off`.
 * INLINE_FAN_OUT_LIMIT: recipients up to which the function posts by itself; more go to the fan-out queue in slices.
 */
export const handlers = {
  authorize: {
    variables: ['IDENTITY_KIND', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'JWKS_URI', 'ALLOWED_ORIGINS'],
    routes: [],
  },
  connect: { variables: ['CONNECTIONS_TABLE', 'CALLBACK_URL', ...leasing], routes: ['$connect'] },
  disconnect: { variables: ['CONNECTIONS_TABLE', ...leasing], routes: ['$disconnect'] },
  session: { variables: [...action, 'HEARTBEAT_SECONDS'], routes: ['hello', '$default'] },
  presence: {
    variables: [...reading, ...leasing, 'DIRECTORY'],
    routes: ['ping', 'getPresence', 'watchPresence'],
  },
  endLeases: { variables: leasing, routes: [] },
  sweepLeases: { variables: [...leasing, 'CONNECTIONS_TABLE', 'FAN_OUT_QUEUE_URL'], routes: [] },
  postPresence: { variables: posting, routes: [] },
  sendMessage: { variables: [...appending, 'PUSH_QUEUE_URL'], routes: ['sendMessage'] },
  chats: {
    variables: appending,
    routes: ['createChat', 'getChat', 'addMembers', 'removeMember', 'leaveChat', 'updateChat'],
  },
  history: { variables: reading, routes: ['getMessages', 'sync', 'listChats'] },
  receipts: {
    variables: [...reading, ...posting],
    routes: ['markDelivered', 'markRead', 'getReceipts', 'typing', 'muteChat'],
  },
  checkDelivery: {
    variables: [
      'MESSAGES_TABLE',
      'CHATS_TABLE',
      ...posting,
      'FAN_OUT_QUEUE_URL',
      'PUSH_QUEUE_URL',
      'INLINE_FAN_OUT_LIMIT',
    ],
    routes: [],
  },
  devices: {
    variables: [...action, 'CHATS_TABLE', 'PUSH_APPLICATIONS'],
    routes: ['registerDevice', 'unregisterDevice'],
  },
  profiles: {
    variables: [...reading, 'DIRECTORY'],
    routes: ['getUsers', 'findUser', 'updateProfile'],
  },
  push: { variables: ['CHATS_TABLE', 'CONNECTIONS_TABLE', 'MESSAGES_TABLE', 'PUSH_PREVIEW'], routes: [] },
  pushFailures: { variables: ['CHATS_TABLE'], routes: [] },
  platformApplications: { variables: [], routes: [] },
  fanOut: { variables: [...posting, 'FAN_OUT_QUEUE_URL', 'PUSH_QUEUE_URL'], routes: [] },
} as const satisfies Record<string, { variables: readonly string[]; routes: readonly string[] }>;

export type HandlerName = keyof typeof handlers;

/** The environment of one function, every variable present. */
export type EnvironmentOf<H extends HandlerName> = Record<(typeof handlers)[H]['variables'][number], string>;

/** The actions that lead to one function. */
export type ActionsOf<H extends HandlerName> = Exclude<
  (typeof handlers)[H]['routes'][number],
  '$connect' | '$disconnect' | '$default'
>;

/** The file name of a function's entry and the folder of its bundle: `sendMessage` -> `send-message`. */
export function entryOf(name: HandlerName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
