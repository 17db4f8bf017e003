import { Stack } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { AccessLogs } from './access-logs';
import { addRoutes } from './add-routes';
import { Binding } from './binding';
import { type ChatFunction } from './chat-function';
import { type Encryption } from './encryption';
import { GatewayDomain } from './gateway-domain';
import { manageConnections, type ConnectionMethod } from './manage-connections';
import { watchGateway } from './watch-gateway';
import { type Watch } from './watch';

export interface WebSocketGatewayProps {
  readonly config: Config;
  readonly encryption: Encryption;
}

/**
 * The one endpoint: API Gateway holds the sockets and calls a function per frame, chosen by the frame's `action`.
 *
 * When it fails: a refused handshake is 401, 403 or 429; above the throttle a frame is answered with an error frame
 * by API Gateway itself. Sockets close after 10 idle minutes and after 2 hours; clients connect again and sync.
 * Cost: per message of 32 KB in either direction, and per minute of every open connection.
 */
export class WebSocketGateway extends Construct {
  /** What clients connect to and, if it is a name of your own, where that must point to; by output name. */
  readonly outputs: GatewayDomain['outputs'] | { readonly WebSocketUrl: string };
  readonly watches: readonly Watch[];
  private readonly api: WebSocketApi;
  private readonly stage: WebSocketStage;

  constructor(scope: Construct, id: string, props: WebSocketGatewayProps) {
    super(scope, id);
    const { config } = props;
    this.api = new WebSocketApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      routeSelectionExpression: '$request.body.action',
    });
    const logs = config.accessLogs ? new AccessLogs(this, 'AccessLogs', props) : undefined;
    this.stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: config.stage,
      autoDeploy: true,
      throttle: { rateLimit: config.throttle.rate, burstLimit: config.throttle.burst },
      ...(logs && { accessLogSettings: logs.settings }),
    });
    if (logs) this.stage.node.addDependency(logs);
    this.outputs = this.addressOf(config);
    this.watches = watchGateway(config, this.stage);
  }

  /** Leads the handshake to `connect`, once `authorize` has let it pass. */
  routeConnect(connect: ChatFunction, authorize: ChatFunction): void {
    // The token travels as a subprotocol: browsers cannot set any other header of a handshake. A second identity
    // source, such as Origin, would refuse every client that does not send it, native ones among them.
    const authorizer = new WebSocketLambdaAuthorizer('Authorizer', authorize.lambda, {
      identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    addRoutes(this.api, connect, authorizer);
  }

  /** Leads the routes of the contract to their function, whose answers go back to the sender's socket. */
  route(target: ChatFunction): void {
    addRoutes(this.api, target);
  }

  /** Where this stage's sockets are reached: at API Gateway's own address, whatever clients connect to. */
  bindCallbackUrl(): Binding<{ CALLBACK_URL: string }> {
    return new Binding({ CALLBACK_URL: this.stage.callbackUrl });
  }

  /** Permission to post to this stage's sockets, and to close them. */
  bindSockets(...methods: ConnectionMethod[]): Binding<object> {
    return manageConnections(this.stage, methods);
  }

  private addressOf({ domain }: Config): WebSocketGateway['outputs'] {
    if (!domain) return { WebSocketUrl: this.stage.url };
    return new GatewayDomain(this, 'Domain', { domain, api: this.api, stage: this.stage }).outputs;
  }
}
