import { Validations } from 'aws-cdk-lib';
import { type IWebSocketRouteAuthorizer, type WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type ChatFunction } from './chat-function';

/** Leads the routes of the contract to their function. */
export function addRoutes(
  api: WebSocketApi,
  target: ChatFunction,
  authorizer?: IWebSocketRouteAuthorizer,
): void {
  const integration = new WebSocketLambdaIntegration('Integration', target.lambda);
  for (const key of target.routes) {
    const isHandshake = key === '$connect';
    const route = api.addRoute(key, {
      integration,
      returnResponse: !isHandshake && key !== '$disconnect',
      ...(authorizer && { authorizer }),
    });
    if (isHandshake) continue;
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'A WebSocket API authorizes the handshake, which opens the socket that later frames come through.',
    });
  }
}
