import { type RouteSetting } from '../gateway/api-template';
import { answering, mock, service } from '../gateway/integration-template';
import { planOf } from '../gateway/running-gateway';
import { removeTemporary } from '../temporary-assembly';

describe('apiGatewayIntegration', () => {
  afterAll(removeTemporary);

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
