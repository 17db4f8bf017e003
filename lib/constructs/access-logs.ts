import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat, CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, type IAccessLogSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { type Encryption } from './encryption';

export interface AccessLogsProps {
  readonly config: Config;
  readonly encryption: Encryption;
}

/**
 * A line per handshake, frame and close: what was asked for, over which socket, how it ended and how long it took.
 * No content of messages, no address, no name. (The execution log, which would hold content, stays off.)
 *
 * When it fails: lines are missing; the chat goes on. Without a log role in the account's settings the stage cannot
 * be deployed, hence Config.apiGatewayLogRole.
 * Cost: about 0.4 kB per frame, written and kept.
 */
export class AccessLogs extends Construct {
  /** For the stage, which must also depend on this construct: it needs the role to be there. */
  readonly settings: IAccessLogSettings;

  constructor(scope: Construct, id: string, { config, encryption }: AccessLogsProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      removalPolicy: config.removalPolicy,
      ...encryption.ofLogs,
    });
    this.settings = {
      destination: new LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(JSON.stringify(line)),
    };
    if (config.apiGatewayLogRole === 'create') nameLogRole(this);
  }
}

const line = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  event: '$context.eventType',
  route: '$context.routeKey',
  connectionId: '$context.connectionId',
  status: '$context.status',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
  authorizerLatencyMs: '$context.authorizer.latency',
  functionStatus: '$context.integration.integrationStatus',
  functionRequestId: '$context.integration.requestId',
  functionError: '$context.integration.error',
  functionLatencyMs: '$context.integration.latency',
};

/** Both stay when the stack goes: other APIs of the account may have come to write their logs by this role. */
function nameLogRole(scope: Construct): void {
  const policy = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(policy)],
  });
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
    reason:
      'The role serves every API of the account, also those that we do not know: a narrower one would stop them.',
  });
  const account = new CfnAccount(scope, 'Account', { cloudWatchRoleArn: role.roleArn });
  for (const kept of [role, account]) kept.applyRemovalPolicy(RemovalPolicy.RETAIN);
}
