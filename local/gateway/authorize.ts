import { type IncomingMessage } from 'node:http';
import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { authorizerEvent } from '../events/authorizer-event';
import { type Outcome } from '../functions/invocation';
import { isObject, parseObject, type JsonObject } from '../json';
import { type Api, type Authorizer } from './api';
import { REFUSALS } from './assumptions';
import { type Session } from './connection';
import { hasIdentity } from './identity-sources';
import { type Backends } from './integrate';
import { isAllowed } from './policy';
import { type Refusal } from './refusal';

export interface AuthorizerCall {
  readonly authorizer: Authorizer;
  readonly request: IncomingMessage;
  readonly session: Session;
  readonly backends: Backends;
}

export type Authorized = { readonly context: JsonObject } | { readonly refusal: Refusal };

const connectArn = ({ region, id, stage }: Api): string =>
  `arn:aws:execute-api:${region}:${LOCAL_ACCOUNT}:${id}/${stage}/$connect`;

/** Numbers and booleans of the context arrive as text on every event. */
const contextOf = (result: JsonObject, latencyMs: number): JsonObject => {
  const context = isObject(result['context']) ? result['context'] : {};
  const asText = Object.entries(context).map(([name, value]) => [name, String(value)] as const);
  return { ...Object.fromEntries(asText), principalId: result['principalId'], integrationLatency: latencyMs };
};

/** Only objects and lists are refused: API Gateway takes text, numbers and booleans. */
const hasScalarContext = (result: JsonObject): boolean =>
  !isObject(result['context']) ||
  Object.values(result['context']).every((value) => typeof value !== 'object');

const MAX_RESULT_BYTES = 8 * 1024;

const judge = (outcome: Outcome, arn: string, latencyMs: number): Authorized => {
  const result = parseObject(outcome.payload) ?? {};
  if (outcome.isError) {
    return {
      refusal: result['errorMessage'] === 'Unauthorized' ? REFUSALS.unauthorized : REFUSALS.authorizerFailed,
    };
  }
  const allowed = isAllowed(result['policyDocument'], arn);
  const isMalformed = typeof result['principalId'] !== 'string' || !hasScalarContext(result);
  if (allowed === undefined || isMalformed || Buffer.byteLength(outcome.payload) > MAX_RESULT_BYTES) {
    return { refusal: REFUSALS.authorizerFailed };
  }
  return allowed ? { context: contextOf(result, latencyMs) } : { refusal: REFUSALS.denied };
};

/** Asks the authorizer; a missing identity source is refused without asking. */
export const authorize = async ({
  authorizer,
  request,
  session,
  backends,
}: AuthorizerCall): Promise<Authorized> => {
  if (!hasIdentity(request, session, authorizer.identitySources)) return { refusal: REFUSALS.unauthorized };
  if (backends.mayInvoke?.(authorizer) === false) return { refusal: REFUSALS.authorizerFailed };
  const startedAt = Date.now();
  const arn = connectArn(session.api);
  const outcome = await backends.invoke(authorizer.functionName, authorizerEvent(request, session, arn));
  return judge(outcome, arn, Date.now() - startedAt);
};
