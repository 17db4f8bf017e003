import { Duration, Validations, type Acknowledgment } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { entryOf, handlers, type EnvironmentOf, type HandlerName } from '../../lambda/contract/handlers';
import { metricsNamespace, type Observing } from '../../lambda/contract/metrics';
import { type Config } from '../config';
import { allow, type Binding } from './binding';
import { type Deployment } from './deployment';
import { type Network } from './network';

export interface ChatFunctionProps<H extends HandlerName> extends Deployment {
  /** The handler of the contract that runs. */
  readonly handler: H;
  /** Its environment, every variable of the contract, and its permissions. */
  readonly binding: Binding<EnvironmentOf<H>>;
  /** The network of the cache, for who needs it: from there no socket can be reached. @default none */
  readonly network?: Network;
  /** How long one event may take. Requests end at API Gateway's 29 seconds. @default 15 seconds */
  readonly timeout?: Duration;
}

/**
 * One Lambda function: the single home of what all of them share, and of nothing else.
 *
 * Its role has the permissions of its binding and may write to its own log group. No managed policy, no wildcard.
 * When it fails: the caller gets an error frame and the socket stays open; events from a queue come again.
 * Cost: milliseconds times memory. 512 MB buys the CPU share at which start-up stops being the larger part of a bill
 * for handlers that mostly wait; ARM costs a fifth less, and the bundles are plain JavaScript.
 */
export class ChatFunction<H extends HandlerName = HandlerName> extends Construct {
  /** Which handler this is; the routes that lead to it follow from the contract. */
  readonly handler: H;
  readonly lambda: Function;

  constructor(scope: Construct, id: string, props: ChatFunctionProps<H>) {
    super(scope, id);
    this.handler = props.handler;
    const { config, binding } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      removalPolicy: config.removalPolicy,
      ...props.encryption.ofLogs,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    if (props.network) role.addToPrincipalPolicy(joinNetworks());
    for (const statement of binding.statements) role.addToPrincipalPolicy(statement);
    this.lambda = new Function(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout ?? Duration.seconds(15),
      handler: 'index.handler',
      code: Code.fromAsset(join(props.handlersFolder, entryOf(props.handler))),
      environment: { ...binding.environment, ...observed(config, this.handler) },
      tracing: config.xray ? Tracing.ACTIVE : Tracing.DISABLED,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      role,
      ...props.network?.placement,
    });
    Validations.of(this).acknowledge(synchronous, ...aboutWildcards(props), ...binding.acknowledgments);
  }

  /** The routes that lead to this function. */
  get routes(): readonly string[] {
    return handlers[this.handler].routes;
  }
}

function observed({ stage }: Config, handler: HandlerName): Record<Observing, string> {
  return {
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(stage),
    POWERTOOLS_SERVICE_NAME: handler,
  };
}

const synchronous: Acknowledgment = {
  id: 'Serverless-LambdaDLQ',
  reason:
    'API Gateway, the event source mapping and CloudFormation wait for the answer: a failed call is theirs to handle.',
};

/** Lambda gives a function its addresses in the function's own name; most of these know no resource. */
function joinNetworks(): PolicyStatement {
  const actions = [
    ...['CreateNetworkInterface', 'DeleteNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets'],
    ...['AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses'],
  ];
  return allow('ec2', actions, ['*']);
}

function aboutWildcards({
  config,
  network,
}: Pick<ChatFunctionProps<HandlerName>, 'config' | 'network'>): Acknowledgment[] {
  const reasons = [
    ...(config.xray ? ['X-Ray knows no resource to which a trace is sent.'] : []),
    ...(network
      ? ['The network interfaces of a function are made by Lambda, and have no names before.']
      : []),
  ];
  return [
    ...(reasons.length > 0 ? [{ id: 'AwsSolutions-IAM5[Resource::*]', reason: reasons.join(' ') }] : []),
    ...(config.xray
      ? []
      : [
          {
            id: 'Serverless-LambdaTracing',
            reason: 'Traces cost per request: the option xray turns them on.',
          },
        ]),
  ];
}
