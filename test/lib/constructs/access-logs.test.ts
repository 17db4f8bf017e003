import { Match } from 'aws-cdk-lib/assertions';
import { resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

const { chat } = synthesize('dev');

const [[logsId, logs] = ['', undefined]] = resourcesOf(chat, 'AWS::Logs::LogGroup').filter(([id]) =>
  id.startsWith('GatewayAccessLogs'),
);
const [[, stage] = ['', undefined]] = resourcesOf(chat, 'AWS::ApiGatewayV2::Stage');
const { DestinationArn, Format } = resolved(stage!.Properties['AccessLogSettings']) as Record<string, string>;
const line = JSON.parse(Format!) as Record<string, string>;

describe('AccessLogs', () => {
  it('keeps the lines of the stage in a log of their own, for a limited time', () => {
    expect(DestinationArn).toBe(`\${${logsId}.Arn}`);
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
