import * as v from 'valibot';
import { isObject } from '../json';
import { isKnownOperator, type Condition } from './conditions';
import { matchesWildcard } from './wildcard';

/** One statement of a policy document, as far as it can concern a call that the runtime answers. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** With isNotAction: all actions but these. */
  readonly actions: readonly string[];
  readonly isNotAction: boolean;
  /** With isNotResource: all resources but these. */
  readonly resources: readonly string[];
  readonly isNotResource: boolean;
  /** Whom a statement of a resource's own policy names; those of a role's policies name nobody. */
  readonly principals: readonly string[] | undefined;
  readonly conditions: readonly Condition[];
  /** The statement as JSON, for the log. */
  readonly text: string;
}

const oneOrMore = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((items) => (typeof items === 'string' ? [items] : items)),
);

/** Condition values may be written as booleans and numbers. */
const scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

const conditionValues = v.union([
  v.pipe(
    scalar,
    v.transform((value) => [value]),
  ),
  v.array(scalar),
]);

const schema = v.looseObject({
  Effect: v.picklist(['Allow', 'Deny']),
  Action: v.optional(oneOrMore),
  NotAction: v.optional(oneOrMore),
  Resource: v.optional(oneOrMore),
  NotResource: v.optional(oneOrMore),
  Principal: v.optional(v.union([v.literal('*'), v.record(v.string(), oneOrMore)])),
  NotPrincipal: v.optional(v.never('NotPrincipal is not supported here')),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), conditionValues)), {}),
});

type Parsed = v.InferOutput<typeof schema>;

/** Services and federations never call here: only accounts, roles and everybody count. */
const principalsOf = ({ Principal }: Parsed): string[] | undefined =>
  Principal === '*' ? ['*'] : Principal && (Principal['AWS'] ?? []);

const conditionsOf = ({ Condition }: Parsed): Condition[] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values })),
  );

const statementOf = (parsed: Parsed, source: unknown): Statement => ({
  effect: parsed.Effect,
  actions: parsed.Action ?? parsed.NotAction ?? [],
  isNotAction: parsed.Action === undefined,
  resources: parsed.Resource ?? parsed.NotResource ?? [],
  isNotResource: parsed.Resource === undefined && parsed.NotResource !== undefined,
  principals: principalsOf(parsed),
  conditions: conditionsOf(parsed),
  text: JSON.stringify(source),
});

/** Reads a resolved statement; gives what is wrong with it as a text. */
export const parseStatement = (source: unknown): Statement | string => {
  const result = v.safeParse(schema, source);
  if (!result.success) {
    const [issue] = result.issues;
    return `${v.getDotPath(issue) ?? 'statement'}: ${issue.message}`;
  }
  const statement = statementOf(result.output, source);
  const unknown = statement.conditions.find(({ operator }) => !isKnownOperator(operator));
  return unknown ? `the condition operator ${unknown.operator} is not supported here` : statement;
};

const SERVICES = ['dynamodb', 'sqs', 'sns', 'lambda', 'execute-api'];

/** Whether actions can be of a service that the runtime offers: what a policy says about others is never read. */
export const concernsRuntime = (actions: unknown): boolean =>
  [actions].flat().some((action) => {
    if (typeof action !== 'string') return true;
    const service = action.toLowerCase().split(':')[0] ?? '';
    return SERVICES.some((name) => matchesWildcard(service, name));
  });

/** The statements of a policy document, which may hold one without a list. */
export const statementList = (document: unknown): unknown[] => {
  const statements = isObject(document) ? document['Statement'] : undefined;
  return statements === undefined ? [] : [statements].flat();
};
