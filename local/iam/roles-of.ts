import { type Log } from '../log';
import { type Plan, type RolePlan, type RoleUser, type SigningRoleUser } from '../resources/plan';
import { managedStatements } from './managed-policies';
import { type Statement } from './statement';

export interface FunctionRole {
  readonly name: string;
  /** All that the policies of the role say. */
  readonly statements: readonly Statement[];
}

/** The statements behind one of a role's managed policies: of the template's own, or of those of AWS. */
const attached = (arn: string, plan: Plan): readonly Statement[] | undefined =>
  plan.policies.find((policy) => policy.arn === arn)?.statements ?? managedStatements(arn);

const collect = (role: RolePlan, plan: Plan, log: Log): FunctionRole => {
  const managed = role.managedPolicyArns.flatMap((arn) => {
    const statements = attached(arn, plan);
    if (!statements) log(`iam     ${role.logicalId}: the policy ${arn} is not known here and allows nothing`);
    return statements ?? [];
  });
  const named = plan.policies.filter(({ roleNames }) => roleNames.includes(role.name));
  if (role.hasBoundary) log(`iam     ${role.logicalId}: its permissions boundary is not looked at`);
  return {
    name: role.name,
    statements: [...role.statements, ...managed, ...named.flatMap(({ statements }) => statements)],
  };
};

/** Whose calls reach the AWS endpoint: functions, and integrations without one. */
export const signersOf = ({ functions, integrations }: Plan): SigningRoleUser[] => [
  ...functions,
  ...integrations.flatMap((one) => (one.kind === 'service' && one.caller ? [one.caller] : [])),
];

/** In whose roles functions are invoked. */
const invokersOf = ({ schedules, integrations, authorizers }: Plan): RoleUser[] => {
  const invocations = [
    ...schedules.flatMap(({ targets }) => targets),
    ...integrations.filter((one) => one.kind === 'function'),
    ...authorizers,
  ];
  return invocations.flatMap(({ invoker }) => (invoker ? [invoker] : []));
};

/** The roles of what runs, by ARN. What cannot be checked is named in the log. */
export const rolesOf = (plan: Plan, log: Log): ReadonlyMap<string, FunctionRole> => {
  const roles = new Map<string, FunctionRole>();
  for (const { roleArn, logicalId } of [...signersOf(plan), ...invokersOf(plan)]) {
    if (roles.has(roleArn)) continue;
    const role = plan.roles.find(({ arn }) => arn === roleArn);
    if (role) roles.set(roleArn, collect(role, plan, log));
    else log(`iam     ${logicalId}: its role ${roleArn} is not in the assembly; its calls are not checked`);
  }
  for (const note of plan.unread) log(`iam     ${note}`);
  return roles;
};
