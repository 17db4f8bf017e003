import { holds, type Context } from './conditions';
import { type Statement } from './statement';
import { matchesWildcard } from './wildcard';

export interface AccessRequest {
  /** As in sqs:SendMessage. */
  readonly action: string;
  readonly resource: string;
  readonly caller: Caller;
  readonly context: Context;
}

export interface Caller {
  readonly account: string;
  readonly roleArn: string;
  /** arn:aws:sts::{account}:assumed-role/{role}/{function} */
  readonly sessionArn: string;
}

export interface Policies {
  /** Statements of the policies of the caller's role. */
  readonly identity: readonly Statement[];
  /** Statements of the policy that the resource itself has. */
  readonly resource: readonly Statement[];
}

/** Why a call is refused, in the words of AWS; with the statement that denies it, if one does. */
export interface Refusal {
  readonly because: string;
  readonly statement: Statement | undefined;
}

const matchesAction = ({ actions, isNotAction }: Statement, action: string): boolean =>
  actions.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())) !== isNotAction;

const matchesResource = ({ resources, isNotResource }: Statement, resource: string): boolean =>
  resources.some((pattern) => matchesWildcard(pattern, resource)) !== isNotResource;

const applies = (statement: Statement, { action, resource, context }: AccessRequest): boolean =>
  matchesAction(statement, action) &&
  matchesResource(statement, resource) &&
  statement.conditions.every((condition) => holds(condition, context));

/** An account as principal denies to all its roles; it allows nothing by itself, but leaves that to their policies. */
const isMeant = ({ principals = [], effect }: Statement, caller: Caller): boolean => {
  const { account, roleArn, sessionArn } = caller;
  const names = ['*', roleArn, sessionArn];
  if (effect === 'Deny') names.push(account, `arn:aws:iam::${account}:root`);
  return principals.some((principal) => names.includes(principal));
};

/**
 * Whether policies allow a call within one account: an explicit deny anywhere wins, then one allow in either kind of
 * policy is enough. Gives why not, or undefined when the call may go on.
 */
export const refusalOf = (request: AccessRequest, policies: Policies): Refusal | undefined => {
  const identity = policies.identity.filter((statement) => applies(statement, request));
  const resource = policies.resource.filter(
    (statement) => isMeant(statement, request.caller) && applies(statement, request),
  );
  const deny = (statements: readonly Statement[]) => statements.find(({ effect }) => effect === 'Deny');
  const [byRole, byResource] = [deny(identity), deny(resource)];
  if (byRole) return { because: 'with an explicit deny in an identity-based policy', statement: byRole };
  if (byResource)
    return { because: 'with an explicit deny in a resource-based policy', statement: byResource };
  if (identity.length + resource.length > 0) return undefined;
  return {
    because: `because no identity-based policy allows the ${request.action} action`,
    statement: undefined,
  };
};
