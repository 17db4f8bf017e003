import { Stack } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage, type IWebSocketRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { allow, Binding } from './binding';
import { type ChatFunction } from './chat-function';

export interface WebSocketGatewayProps {
  readonly config: Config;
}

/**
 * The one endpoint: API Gateway holds the sockets and calls a function per frame, chosen by the frame's `action`.
 *
 * When it fails: a refused handshake is 401, 403 or 429; above the throttle a frame is answered with an error frame
 * by API Gateway itself. Sockets close after 10 idle minutes and after 2 hours; clients connect again and sync.
 * Cost: per message of 32 KB in either direction, and per minute of every open connection.
 */
export class WebSocketGateway extends Construct {
  /** What clients connect to: wss://{api}.execute-api.{region}.amazonaws.com/{stage}. */
  readonly url: string;
  private readonly api: WebSocketApi;
  private readonly stage: WebSocketStage;

  constructor(scope: Construct, id: string, props: WebSocketGatewayProps) {
    super(scope, id);
    const { stage, throttle } = props.config;
    this.api = new WebSocketApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      routeSelectionExpression: '$request.body.action',
    });
    this.stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: stage,
      autoDeploy: true,
      throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
    });
    this.url = this.stage.url;
  }

  /** Leads the handshake to `connect`, once `authorize` has let it pass. */
  routeConnect(connect: ChatFunction, authorize: ChatFunction): void {
    // The token travels as a subprotocol: browsers cannot set any other header of a handshake. A second identity
    // source, such as Origin, would refuse every client that does not send it, native ones among them.
    const authorizer = new WebSocketLambdaAuthorizer('Authorizer', authorize.lambda, {
      identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    this.addRoutes(connect, authorizer);
  }

  /** Leads the routes of the contract to their function, whose answers go back to the sender's socket. */
  route(target: ChatFunction): void {
    this.addRoutes(target);
  }

  /** Where this stage's sockets are reached. */
  bindCallbackUrl(): Binding<{ CALLBACK_URL: string }> {
    return new Binding({ CALLBACK_URL: this.stage.callbackUrl });
  }

  /** Permission to post to this stage's sockets, and to close them. */
  bindSockets(...methods: ('POST' | 'DELETE')[]): Binding<object> {
    const arn = (method: string) =>
      Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.api.apiId,
        resourceName: `${this.stage.stageName}/${method}/@connections/*`,
      });
    return new Binding({}, [allow('execute-api', ['ManageConnections'], methods.map(arn))]);
  }

  private addRoutes(target: ChatFunction, authorizer?: IWebSocketRouteAuthorizer): void {
    const integration = new WebSocketLambdaIntegration('Integration', target.lambda);
    for (const route of target.routes) {
      const answers = route !== '$connect' && route !== '$disconnect';
      this.api.addRoute(route, { integration, returnResponse: answers, ...(authorizer && { authorizer }) });
    }
  }
}
