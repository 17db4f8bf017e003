import { handlers } from '../../../lambda/contract/handlers';
import { functionOf, handlerNames } from '../../synth/functions';
import { resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf, type Resource } from '../../synth/synthesize';

const { chat } = synthesize('dev');

const routes = resourcesOf(chat, 'AWS::ApiGatewayV2::Route');
const keyOf = (route: Resource) => route.Properties['RouteKey'] as string;

describe('WebSocketGateway', () => {
  it('leads every route of the contract to its function and has no other', () => {
    const led = routes.map(([, route]) => {
      const [, integrationId] = /\{(\w+)\}/.exec(resolved(route.Properties['Target']) as string)!;
      const uri = resolved(chat.Resources[integrationId!]!.Properties['IntegrationUri']) as string;
      return [keyOf(route), handlerNames.find((name) => uri.includes(`{${functionOf(chat, name)[0]}.Arn}`))];
    });
    const expected = handlerNames.flatMap((name) => handlers[name].routes.map((route) => [route, name]));
    expect(Object.fromEntries(led)).toEqual(Object.fromEntries(expected));
    expect(led).toHaveLength(expected.length);
  });

  it('sends the answer of every route but $connect and $disconnect back to the sender', () => {
    const responses = resourcesOf(chat, 'AWS::ApiGatewayV2::RouteResponse');
    const answered = responses.map(([, response]) => resolved(response.Properties['RouteId']));
    for (const [id, route] of routes) {
      const answers = !['$connect', '$disconnect'].includes(keyOf(route));
      expect([keyOf(route), answered.includes(`\${${id}}`)]).toEqual([keyOf(route), answers]);
      expect(route.Properties['RouteResponseSelectionExpression']).toBe(answers ? '$default' : undefined);
    }
  });

  it('asks the authorizer about every handshake, by the subprotocol header alone', () => {
    const authorizers = resourcesOf(chat, 'AWS::ApiGatewayV2::Authorizer');
    expect(authorizers).toHaveLength(1);
    const [id, authorizer] = authorizers[0]!;
    expect(authorizer.Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    const connect = routes.find(([, route]) => keyOf(route) === '$connect')![1];
    expect(connect.Properties).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } });
  });

  it('chooses the route by the action of a frame', () => {
    templateOf(chat).hasResourceProperties('AWS::ApiGatewayV2::Api', {
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    });
  });

  it('throttles the stage, as configured', () => {
    const throttle = (rate: number, burst: number) => ({
      StageName: 'dev',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
    });
    const busy = synthesize('dev', { throttleRate: 5000, throttleBurst: 3000 }).chat;
    templateOf(chat).hasResourceProperties('AWS::ApiGatewayV2::Stage', throttle(1000, 2000));
    templateOf(busy).hasResourceProperties('AWS::ApiGatewayV2::Stage', throttle(5000, 3000));
  });
});
