/**
 * Everything that may stand in a log beside its message. What is not in this list does not compile, and is dropped
 * when it comes all the same: content, titles, names, tokens and bodies have no key here, so that they cannot be logged.
 *
 * connectionId, chatId, requestId (of API Gateway) and messageId (of SQS) lead from a line to everything else that is
 * known of the same event. error: what `describeError` leaves of it. reason: a word of our own.
 */
export const logKeys = [
  'requestId',
  'connectionId',
  'chatId',
  'messageId',
  'action',
  'code',
  'reason',
  'error',
] as const;

export type LogKey = (typeof logKeys)[number];

/** Ids are what API Gateway, SQS and we make of letters, digits and a few signs; nothing longer, and no free text. */
const plain = /^[\w.=+/:-]{1,128}$/;

export interface LoggedError {
  readonly name: string;
  readonly stack: readonly string[];
  readonly message?: string;
  readonly status?: number;
  readonly awsRequestId?: string;
}

export type LogFields = { readonly [K in Exclude<LogKey, 'error'>]?: string } & { readonly error?: unknown };

/** The fields that may be logged, in the form in which they may be. */
export function allowedFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const allowed: Record<string, unknown> = {};
  for (const key of logKeys) {
    const value = fields[key];
    if (key === 'error' && value !== undefined) allowed[key] = describeError(value);
    else if (typeof value === 'string' && plain.test(value)) allowed[key] = value;
  }
  return allowed;
}

/**
 * What of an error may be logged: its name, the frames of its stack, status and request id if AWS answered. Its message
 * only if we know who wrote it: parsers and validators quote in theirs what they were given.
 */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const { name, message, stack = '' } = error;
  const { httpStatusCode, requestId } = metadataOf(error);
  return {
    name: plain.test(name) ? name : 'Error',
    stack: stack
      .split('\n')
      .filter((line) => /^ {4}at /.test(line))
      .map((line) => line.trim()),
    ...(isOurs(error) && { message }),
    ...(typeof httpStatusCode === 'number' && { status: httpStatusCode }),
    ...(typeof requestId === 'string' && plain.test(requestId) && { awsRequestId: requestId }),
  };
}

/** Ours begin with `unable to` and repeat nothing of a request; these of AWS name roles, tables, queues and keys alone. */
const aboutAccess =
  /^(AccessDenied|NotAuthorized|Forbidden|ResourceNotFound|KMS|Kms|ExpiredToken|UnrecognizedClient)/;

function isOurs({ name, message }: Error): boolean {
  return message.startsWith('unable to ') || aboutAccess.test(name);
}

function metadataOf(error: Error): { httpStatusCode?: unknown; requestId?: unknown } {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object') return {};
  return error.$metadata ?? {};
}
