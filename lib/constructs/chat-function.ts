import { Duration, Validations, type Acknowledgment } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { entryOf, handlers, type EnvironmentOf, type HandlerName } from '../../lambda/contract/handlers';
import { metricsNamespace, type Observing } from '../../lambda/contract/metrics';
import { type Config } from '../config';
import { type Binding } from './binding';
import { type Deployment } from './deployment';

export interface ChatFunctionProps<H extends HandlerName> extends Deployment {
  /** The handler of the contract that runs. */
  readonly handler: H;
  /** Its environment, every variable of the contract, and its permissions. */
  readonly binding: Binding<EnvironmentOf<H>>;
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
    });
    Validations.of(this).acknowledge(synchronous, aboutTracing(config), ...binding.acknowledgments);
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
  reason: 'API Gateway and the event source mapping wait for the answer: a failed call is theirs to handle.',
};

function aboutTracing({ xray }: Config): Acknowledgment {
  return xray
    ? { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'X-Ray knows no resource to which a trace is sent.' }
    : { id: 'Serverless-LambdaTracing', reason: 'Traces cost per request: the option xray turns them on.' };
}
