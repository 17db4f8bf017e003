import { Match } from 'aws-cdk-lib/assertions';
import { handlers } from '../../../lambda/contract/handlers';
import { functionOf, handlerNames } from '../../synth/functions';
import { resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf, type Resource } from '../../synth/synthesize';

/** With push, so that every function of the contract is there. */
const { chat } = synthesize('dev', { pushApplications: 'arn:aws:sns:us-east-1:123456789012:app/GCM/parley' });

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

describe('AccessLogs', () => {
  const [[logsId, logs] = ['', undefined]] = resourcesOf(chat, 'AWS::Logs::LogGroup').filter(([id]) =>
    id.startsWith('GatewayAccessLogs'),
  );
  const [[, stage] = ['', undefined]] = resourcesOf(chat, 'AWS::ApiGatewayV2::Stage');
  const settings = resolved(stage!.Properties['AccessLogSettings']) as Record<string, string>;
  const line = JSON.parse(settings['Format']!) as Record<string, string>;

  it('keeps the lines of the stage in a log of their own, for a limited time', () => {
    expect(settings['DestinationArn']).toBe(`\${${logsId}.Arn}`);
    expect(logs!.Properties['RetentionInDays']).toBe(30);
  });

  it('says what was asked for, over which socket, how it ended and how long it took', () => {
    expect(Object.values(line)).toEqual(
      expect.arrayContaining([
        '$context.requestId',
        '$context.routeKey',
        '$context.connectionId',
        '$context.status',
        '$context.integration.error',
        '$context.integration.latency',
      ]),
    );
  });

  it('says nothing of content, and names neither user nor address', () => {
    const allowed =
      /^\$context\.(requestId|requestTimeEpoch|eventType|routeKey|connectionId|status|error\.message|(authorizer|integration)\.(error|latency|requestId|integrationStatus))$/;
    for (const value of Object.values(line)) expect(value).toMatch(allowed);
    expect(stage!.Properties['DefaultRouteSettings']).toEqual({
      ThrottlingBurstLimit: 2000,
      ThrottlingRateLimit: 1000,
    });
  });

  it('names a log role in the settings of the account before the stage is made, and leaves both behind', () => {
    const [[accountId] = ['']] = resourcesOf(chat, 'AWS::ApiGateway::Account');
    const template = templateOf(chat);
    template.hasResource('AWS::ApiGatewayV2::Stage', { DependsOn: Match.arrayWith([accountId]) });
    template.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
    template.hasResource('AWS::IAM::Role', {
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [Match.objectLike({ Principal: { Service: 'apigateway.amazonaws.com' } })],
        },
      },
      DeletionPolicy: 'Retain',
    });
  });

  it('relies on the log role of the account if it is told so', () => {
    const existing = synthesize('dev', { apiGatewayLogRole: 'existing' }).chat;
    const template = templateOf(existing);
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: Match.anyValue() });
    const roles = resourcesOf(existing, 'AWS::IAM::Role').map(([id]) => id);
    expect(roles.filter((id) => id.startsWith('Gateway'))).toEqual([]);
  });

  it('is left out if it is turned off', () => {
    const off = synthesize('dev', { accessLogs: false }).chat;
    templateOf(off).hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: Match.absent() });
    expect(Object.keys(off.Resources).filter((id) => id.startsWith('GatewayAccessLogs'))).toEqual([]);
  });
});

describe('GatewayDomain', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/8c1f9a2e';
  const domain = { domainName: 'chat.example.com', certificateArn };
  const named = synthesize('prod', domain).chat;
  const [[domainId] = ['']] = resourcesOf(named, 'AWS::ApiGatewayV2::DomainName');

  it('takes the name with its certificate, and nothing older than TLS 1.2', () => {
    templateOf(named).hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'chat.example.com',
      DomainNameConfigurations: [
        { CertificateArn: certificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
    });
  });

  it('leads the name to the stage', () => {
    templateOf(named).hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      DomainName: { Ref: domainId },
      ApiId: { Ref: 'GatewayApi4EDF2151' },
      Stage: 'prod',
    });
  });

  it('tells clients the name, and its owner where it must point to', () => {
    const { WebSocketUrl, DomainTarget } = named.Outputs!;
    expect(WebSocketUrl!.Value).toBe('wss://chat.example.com');
    expect(resolved(DomainTarget!.Value)).toBe(`\${${domainId}.RegionalDomainName}`);
  });

  it('lets functions post by the address of API Gateway all the same', () => {
    const addresses = resourcesOf(named, 'AWS::Lambda::Function').flatMap(([, { Properties }]) => {
      const { Variables } = resolved(Properties['Environment']) as { Variables: Record<string, string> };
      return Variables['CALLBACK_URL'] ?? [];
    });
    expect(new Set(addresses)).toEqual(
      new Set(['https://${GatewayApi4EDF2151}.execute-api.us-east-1.${AWS::URLSuffix}/prod']),
    );
  });

  it('writes the record if it has a zone, and else none', () => {
    const zone = { hostedZoneId: 'Z0123456789', hostedZoneName: 'example.com' };
    const withZone = synthesize('prod', { ...domain, ...zone });
    templateOf(named).resourceCountIs('AWS::Route53::RecordSet', 0);
    templateOf(withZone.chat).hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'chat.example.com.',
      Type: 'A',
      HostedZoneId: 'Z0123456789',
      AliasTarget: { DNSName: { 'Fn::GetAtt': [domainId, 'RegionalDomainName'] } },
    });
  });

  it('is not made without a name', () => {
    templateOf(chat).resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    expect(resolved(chat.Outputs!['WebSocketUrl']!.Value)).toMatch(
      /^wss:\/\/\$\{GatewayApi\w+\}\.execute-api/,
    );
  });
});
