import { type RoleUser } from './plan';
import { type Resource } from './resource';

/** As which API Gateway takes on a role: recorded, as the sender of messages in queues. */
const SESSION = 'BackplaneAssumeRoleSession';

/** API Gateway acting in the role that an integration or an authorizer names. */
export const gatewayIn = (resource: Resource, roleArn: string): RoleUser => ({
  name: SESSION,
  logicalId: resource.logicalId,
  roleArn,
  region: resource.stack.region,
});
