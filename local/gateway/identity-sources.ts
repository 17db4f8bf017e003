import { type IncomingMessage } from 'node:http';
import { queryOf } from '../events/http-parts';
import { type Session } from './connection';

/** The value of one identity source such as route.request.querystring.token; empty when it is missing. */
const sourceValue = (request: IncomingMessage, session: Session, source: string): string => {
  const [, kind, name = ''] =
    /^(?:route\.request\.)?(header|querystring|stageVariables)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return String(request.headers[name.toLowerCase()] ?? '');
  if (kind === 'querystring') return queryOf(request).get(name) ?? '';
  if (kind === 'stageVariables') return session.api.stageVariables?.[name] ?? '';
  // context.* is always there.
  return source;
};

export const hasIdentity = (
  request: IncomingMessage,
  session: Session,
  sources: readonly string[],
): boolean => sources.every((source) => sourceValue(request, session, source) !== '');
