import { type IncomingMessage } from 'node:http';
import { queryOf } from '../events/http-parts';
import { requestContext } from '../events/request-context';
import { isObject } from '../json';
import { type Session } from './connection';

const contextValue = (session: Session, path: string): string => {
  const keys = path.split('.');
  const context: unknown = requestContext(session, '$connect', 'CONNECT');
  const value = keys.reduce((parent, key) => (isObject(parent) ? parent[key] : undefined), context);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The value of one identity source such as route.request.querystring.token; empty when it is missing. */
const sourceValue = (request: IncomingMessage, session: Session, source: string): string => {
  const [, kind = '', name = ''] = /^(?:route\.request\.)?(\w+)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return String(request.headers[name.toLowerCase()] ?? '');
  if (kind === 'querystring') return queryOf(request).get(name) ?? '';
  if (kind === 'stageVariables') return session.api.stageVariables?.[name] ?? '';
  return contextValue(session, name);
};

export const hasIdentity = (
  request: IncomingMessage,
  session: Session,
  sources: readonly string[],
): boolean => sources.every((source) => sourceValue(request, session, source) !== '');
