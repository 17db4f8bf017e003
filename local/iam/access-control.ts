import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { labelOf } from '../label';
import { type Log } from '../log';
import { type InvokePermissionPlan, type Plan, type RoleUser } from '../resources/plan';
import { contextOf } from './call-context';
import { type Caller, refusalOf, type Refusal } from './evaluate';
import { mayInvoke, type ServiceInvocation } from './may-invoke';
import { type Permission } from './permissions-of';
import { rolesOf, signersOf, type FunctionRole } from './roles-of';
import { type Statement } from './statement';

/** A call that the role of whoever makes it does not allow. */
export interface Denial extends Permission, Refusal {
  /** arn:aws:sts::{account}:assumed-role/{role}/{function} */
  readonly caller: string;
}

/** Whether the holder of an access key may make a call; keys that the templates give to nobody may do anything. */
export type Authorize = (
  accessKeyId: string | undefined,
  permissions: readonly Permission[],
) => Denial | undefined;

const callerOf = (plan: RoleUser, roleName: string): Caller => ({
  account: LOCAL_ACCOUNT,
  roleArn: plan.roleArn,
  sessionArn: `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${roleName}/${plan.name}`,
});

/** A connection's id is new each time: what one would write into a template is a wildcard. */
const missingStatement = ({ action, resource }: Permission): string =>
  JSON.stringify({
    Effect: 'Allow',
    Action: action,
    Resource: resource.replace(/(?<=\/@connections\/).*/, '*'),
  });

const logLine = (name: string, { action, resource, statement }: Denial): string => {
  const cure = statement
    ? `is denied by ${statement.text}`
    : `is not allowed; missing ${missingStatement({ action, resource })}`;
  return `iam     ${labelOf(name)}: ${action} on ${resource} ${cure}`;
};

/** What queues and topics themselves say about who may call them, by ARN. */
const resourceStatements = (plan: Plan): ReadonlyMap<string, readonly Statement[]> => {
  const { queues, queuePolicies, topics, topicPolicies } = plan;
  const ofQueue = (url: string): readonly Statement[] =>
    queuePolicies.filter(({ queueUrls }) => queueUrls.includes(url)).flatMap((one) => one.statements);
  const ofTopic = (arn: string): readonly Statement[] =>
    topicPolicies.filter(({ topicArns }) => topicArns.includes(arn)).flatMap((one) => one.statements);
  return new Map([
    ...queues.map(({ url, arn }) => [arn, ofQueue(url)] as const),
    ...topics.map(({ arn }) => [arn, ofTopic(arn)] as const),
  ]);
};

/** Holds each call of a function or an integration against the policies of its role and of what it calls. */
export class AccessControl {
  private roles: ReadonlyMap<string, FunctionRole> = new Map();
  private callers: ReadonlyMap<string, RoleUser> = new Map();
  /** By the ARN of a queue or a topic: what its own policies say. */
  private resources: ReadonlyMap<string, readonly Statement[]> = new Map();
  /** Undefined until a plan is loaded: then services may invoke what they like. */
  private invokePermissions: readonly InvokePermissionPlan[] | undefined;

  constructor(private readonly log: Log) {}

  /** Takes the roles and policies of a plan in place of those it had. */
  load(plan: Plan): void {
    this.roles = rolesOf(plan, this.log);
    this.invokePermissions = plan.invokePermissions;
    this.callers = new Map(signersOf(plan).map((caller) => [caller.accessKeyId, caller]));
    this.resources = resourceStatements(plan);
  }

  readonly authorize: Authorize = (accessKeyId, permissions) => {
    const caller = this.callers.get(accessKeyId ?? '');
    return caller && this.check(caller, permissions);
  };

  /** Whether a function's own permissions let a service invoke it; where they do not, the log says what is missing. */
  readonly mayInvoke = (invocation: ServiceInvocation): boolean => {
    if (!this.invokePermissions || mayInvoke(this.invokePermissions, invocation)) return true;
    const { principal, functionName, sourceArn } = invocation;
    this.log(
      `iam     ${principal} may not invoke ${functionName} for ${sourceArn}; missing an AWS::Lambda::Permission`,
    );
    return false;
  };

  /** Why somebody may not make a call; it is named in the log. */
  check(caller: RoleUser, permissions: readonly Permission[]): Denial | undefined {
    for (const permission of permissions) {
      const denial = this.denialOf(caller, permission);
      if (denial) {
        this.log(logLine(caller.logicalId, denial));
        return denial;
      }
    }
    return undefined;
  }

  /** Why somebody may not make a call, without a word in the log. */
  denialOf(plan: RoleUser, permission: Permission): Denial | undefined {
    const role = this.roles.get(plan.roleArn);
    if (!role) return undefined;
    const caller = callerOf(plan, role.name);
    const refusal = refusalOf(
      { ...permission, caller, context: contextOf(plan) },
      { identity: role.statements, resource: this.resources.get(permission.resource) ?? [] },
    );
    return refusal && { ...permission, ...refusal, caller: caller.sessionArn };
  }
}
