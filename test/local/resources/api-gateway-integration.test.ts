import { App, Duration, Stack } from 'aws-cdk-lib';
import { HttpMethod, PassthroughBehavior, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketAwsIntegration, WebSocketMockIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly } from '../../../local/assembly/read-assembly';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { type RouteSetting } from '../gateway/api-template';
import { answering, mock, service } from '../gateway/integration-template';
import { planOf } from '../gateway/running-gateway';
import { removeTemporary } from '../temporary-assembly';

describe('apiGatewayIntegration', () => {
  afterAll(removeTemporary);

  it('takes what WebSocketMockIntegration and WebSocketAwsIntegration write', () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'assembly-')) });
    const stack = new Stack(app, 'Main', { env: { region: 'eu-west-1' } });
    const queue = new Queue(stack, 'Jobs');
    const api = new WebSocketApi(stack, 'Api');
    const requestTemplates = { 'application/json': '{"statusCode":200}' };
    const mocked = new WebSocketMockIntegration('Mock', {
      requestTemplates,
      templateSelectionExpression: '\\$default',
    });
    const sent = new WebSocketAwsIntegration('Send', {
      integrationUri: `arn:aws:apigateway:${stack.region}:sqs:path/${stack.account}/${queue.queueName}`,
      integrationMethod: HttpMethod.POST,
      credentialsRole: new Role(stack, 'Role', {
        assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      }),
      passthroughBehavior: PassthroughBehavior.NEVER,
      timeout: Duration.seconds(10),
      requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
      requestTemplates: { $default: 'Action=SendMessage&MessageBody=$input.body' },
      templateSelectionExpression: '\\$default',
    });
    api.addRoute('mock', { integration: mocked, returnResponse: true });
    api.addRoute('send', { integration: sent });
    const plan = planAssembly(readAssembly(app.synth().directory), {
      parameters: {},
      addresses: { awsUrl: 'http://127.0.0.1:99' },
    });
    expect(plan.notRun).toEqual([]);
    expect(plan.integrations).toMatchObject([
      {
        kind: 'mock',
        timeoutMs: 29_000,
        request: { expression: '\\$default', passthrough: 'WHEN_NO_MATCH' },
      },
      {
        kind: 'service',
        service: 'sqs',
        region: 'eu-west-1',
        path: `000000000000/${plan.queues[0]!.name}`,
        timeoutMs: 10_000,
        request: { passthrough: 'NEVER' },
        parameters: [{ place: 'header', name: 'Content-Type' }],
      },
    ]);
    rmSync(app.outdir, { recursive: true });
  });

  it.each<[string, RouteSetting, string]>([
    [
      'a template with a directive it does not know',
      mock('#if(true)x#end'),
      'resource Routego' +
        'Integration (AWS::ApiGatewayV2::Integration): RequestTemplates application/json: ' +
        'the runtime does not know the directive #if',
    ],
    ['another service', service('sns:action/Publish'), 'is neither a DynamoDB action nor SQS'],
    ['an HTTP integration', mock(undefined, { IntegrationType: 'HTTP' }), 'not HTTP'],
    [
      'a request parameter from elsewhere',
      service('sqs:path/0/q', {
        RequestParameters: { 'integration.request.header.A': 'route.request.header.B' },
      }),
      'does not know the request parameter integration.request.header.A',
    ],
    [
      'a template selection it cannot evaluate',
      mock('{}', { TemplateSelectionExpression: '$request.header.x' }),
      'TemplateSelectionExpression $request.header.x',
    ],
  ])('stops the start at %s and names the resource', (_, route, message) => {
    expect(() => planOf({ routes: { go: route } })).toThrow(message);
    expect(() => planOf({ routes: { go: route } })).toThrow('RoutegoIntegration');
  });

  it('stops the start at a response key that is no pattern', () => {
    const others = answering('go', '4xx');
    expect(() => planOf({ routes: { go: mock('{}') }, others })).toThrow('IntegrationResponseKey 4xx');
  });

  it('names what of an integration it does not act on', () => {
    const plan = planOf({
      routes: { go: { function: 'f', integration: { ContentHandlingStrategy: 'CONVERT_TO_TEXT' } } },
    });
    expect(plan.notRun).toEqual([
      'RoutegoIntegration.ContentHandlingStrategy (AWS::ApiGatewayV2::Integration)',
    ]);
  });
});
