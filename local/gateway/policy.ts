import * as v from 'valibot';
import { matchesWildcard } from '../iam/wildcard';
import { isObject } from '../json';

const oneOrMore = v.union([
  v.pipe(
    v.string(),
    v.transform((item) => [item]),
  ),
  v.array(v.string()),
]);

/** A statement that says more, such as a Condition, is refused rather than read as if it said less. */
const statement = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
});

const policySchema = v.looseObject({
  Statement: v.union([
    v.array(statement),
    v.pipe(
      statement,
      v.transform((item) => [item]),
    ),
  ]),
});

const ACTION = 'execute-api:Invoke';

/** Whether a policy allows the ARN: an explicit Deny wins, no match denies; undefined when it is no policy at all. */
export const isAllowed = (policy: unknown, arn: string): boolean | undefined => {
  const parsed = v.safeParse(policySchema, policy);
  if (!isObject(policy) || !parsed.success) return undefined;
  const applying = parsed.output.Statement.filter(
    ({ Action, Resource }) =>
      Action.some((action) => matchesWildcard(action.toLowerCase(), ACTION.toLowerCase())) &&
      Resource.some((resource) => matchesWildcard(resource, arn)),
  );
  return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
};
