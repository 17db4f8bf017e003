import { isObject, parseJson } from '../json';
import { matchesPattern, type EventPattern } from './event-pattern';

const matchesBody = (body: string, pattern: unknown): boolean => {
  const parsed = parseJson(body);
  if (isObject(pattern)) return isObject(parsed) && matchesPattern(parsed, pattern);
  // A pattern for plain text drops JSON, and the other way round.
  return !isObject(parsed) && matchesPattern({ body }, { body: pattern });
};

/** Whether a message passes one of the filters; without any, all do. Lambda deletes from the queue what does not. */
export const passesFilters = (body: string, filters: readonly EventPattern[]): boolean =>
  filters.length === 0 ||
  filters.some((filter) => filter['body'] === undefined || matchesBody(body, filter['body']));
