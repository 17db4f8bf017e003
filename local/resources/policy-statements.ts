import { isObject } from '../json';
import { isKnownKey } from '../iam/call-context';
import { concernsRuntime, parseStatement, statementList, type Statement } from '../iam/statement';
import { LocalError } from '../local-error';
import { type Plan } from './plan';
import { type Resource } from './resource';

const noteKeys = ({ logicalId }: Resource, { conditions }: Statement, plan: Plan): void => {
  for (const { key } of conditions) {
    if (!isKnownKey(key))
      plan.unread.push(
        `${logicalId}: nothing is known here of the condition key ${key}: it counts as absent`,
      );
  }
};

const actionsIn = (source: unknown): unknown =>
  isObject(source) ? (source['Action'] ?? source['NotAction']) : undefined;

const readOne = (resource: Resource, source: unknown): Statement | string | undefined => {
  const actions = actionsIn(source);
  if (actions !== undefined && !concernsRuntime(resource.resolve(actions))) return undefined;
  const resolved = resource.resolve(source);
  return typeof resolved === 'symbol' ? undefined : parseStatement(resolved);
};

const read = (resource: Resource, source: unknown): Statement | string | undefined => {
  try {
    return readOne(resource, source);
  } catch (error) {
    if (error instanceof LocalError) return error.message;
    throw error;
  }
};

/**
 * The statements of an unresolved policy document that concern services of the runtime. What others are about may refer
 * to resources that do not exist here. A statement that cannot be read counts as not there and is named at start.
 */
export const statementsIn = (resource: Resource, document: unknown, plan: Plan): Statement[] =>
  statementList(document).flatMap((source) => {
    const statement = read(resource, source);
    if (statement === undefined) return [];
    // For services alone: none of them calls here.
    if (typeof statement !== 'string' && statement.principals?.length === 0) return [];
    if (typeof statement !== 'string') {
      noteKeys(resource, statement, plan);
      return statement;
    }
    plan.unread.push(`${resource.logicalId}: a statement is left out: ${statement}`);
    return [];
  });
