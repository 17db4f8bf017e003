import { readAssembly } from '../../../local/assembly/read-assembly';
import { type Plan } from '../../../local/resources/plan';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { startRuntime } from '../../../local/runtime';
import { type Runtime } from '../../../local/runtime-options';
import { Client } from '../echo-runtime';
import { anApi, type ApiSetting } from '../gateway/api-template';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const planOf = (Resources: Record<string, unknown>, parameters: Record<string, string> = {}): Plan =>
  planAssembly(readAssembly(writeAssembly({ Main: { Resources } })), {
    parameters,
    addresses: { awsUrl: 'http://127.0.0.1:99' },
  });

const resource = (Type: string, Properties: Record<string, unknown> = {}): unknown => ({ Type, Properties });

const nodeFunction = (Variables: Record<string, unknown> = {}): unknown =>
  resource('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Code: { ZipFile: '' },
    Environment: { Variables },
  });

const arnOf = (logicalId: string): unknown => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const others = {
  Fn: nodeFunction(),
  Python: resource('AWS::Lambda::Function', { Runtime: 'python3.13' }),
  Machine: resource('AWS::StepFunctions::StateMachine'),
  Rest: resource('AWS::ApiGateway::RestApi'),
  Pages: resource('AWS::S3::Bucket'),
  Http: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
};

const itself = [
  'Python (its runtime is python3.13; only Node.js functions run here)',
  'Machine (AWS::StepFunctions::StateMachine)',
  'Rest (AWS::ApiGateway::RestApi)',
  'Pages (AWS::S3::Bucket)',
  'Http (its protocol is HTTP; only WebSocket APIs run here)',
];

/** What is named because of one more resource. */
const namedFor = (it: unknown): string[] =>
  planOf({ ...others, It: it }).notRun.filter((line) => !itself.includes(line));

describe('planAssembly', () => {
  afterAll(removeTemporary);

  it('names what does not run', () => {
    expect(planOf(others).notRun).toEqual(itself);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'AWS::Lambda::Permission',
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf('Fn'),
        Principal: 'apigateway.amazonaws.com',
        SourceArn: { 'Fn::Join': ['', ['arn:aws:execute-api:x:y:', { Ref: 'Rest' }, '/*']] },
      },
      'Rest (AWS::ApiGateway::RestApi)',
    ],
    [
      'AWS::Lambda::EventInvokeConfig',
      { FunctionName: { Ref: 'Python' }, Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
      'Python (AWS::Lambda::Function)',
    ],
    ['AWS::Lambda::Version', { FunctionName: { Ref: 'Python' } }, 'Python (AWS::Lambda::Function)'],
    ['Custom::CDKBucketDeployment', { ServiceToken: arnOf('Python') }, 'Python (AWS::Lambda::Function)'],
    [
      'Custom::S3AutoDeleteObjects',
      { ServiceToken: arnOf('Fn'), BucketName: { Ref: 'Pages' } },
      'Pages (AWS::S3::Bucket)',
    ],
    [
      'AWS::Scheduler::Schedule',
      { ScheduleExpression: 'rate(1 hour)', Target: { Arn: { Ref: 'Machine' }, RoleArn: 'r' } },
      'Machine (AWS::StepFunctions::StateMachine)',
    ],
    [
      'AWS::Lambda::EventSourceMapping',
      { EventSourceArn: arnOf('Pages'), FunctionName: { Ref: 'Fn' } },
      'Pages (AWS::S3::Bucket)',
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      { ApiId: { Ref: 'Http' }, StageName: '$default' },
      'Http (AWS::ApiGatewayV2::Api)',
    ],
    [
      'AWS::ApiGatewayV2::Route',
      { ApiId: { Ref: 'Http' }, RouteKey: 'GET /', AuthorizationType: 'JWT' },
      'Http (AWS::ApiGatewayV2::Api)',
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      { ApiId: { Ref: 'Http' }, IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://example.com' },
      'Http (AWS::ApiGatewayV2::Api)',
    ],
    [
      'AWS::ApiGatewayV2::Authorizer',
      { ApiId: { Ref: 'Http' }, AuthorizerType: 'JWT' },
      'Http (AWS::ApiGatewayV2::Api)',
    ],
  ])('goes on without an %s that refers to something that does not run', (type, properties, missing) => {
    expect(namedFor(resource(type, properties))).toEqual([`It (${type}), which refers to ${missing}`]);
  });

  it('keeps the functions among the targets of a rule', () => {
    const Targets = [
      { Id: 'a', Arn: { Ref: 'Machine' }, RoleArn: 'r' },
      { Id: 'b', Arn: arnOf('Fn') },
    ];
    const rule = resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)', Targets });
    const plan = planOf({ ...others, It: rule });
    expect(plan.schedules[0]?.targets).toMatchObject([{ functionName: 'Main-Fn' }]);
    expect(plan.notRun).toContain(
      'It.Targets.0 (AWS::Events::Rule), which refers to Machine (AWS::StepFunctions::StateMachine)',
    );
  });

  it('asks nothing of the targets of a rule that matches events', () => {
    const pattern = { EventPattern: { source: ['a'] }, Targets: [{ Id: 'a', Arn: { Ref: 'Machine' } }] };
    expect(namedFor(resource('AWS::Events::Rule', pattern))).toEqual(['It.EventPattern (AWS::Events::Rule)']);
  });

  it('starts a function all the same, with variables that say what is not here', () => {
    const plan = planOf({
      ...others,
      It: nodeFunction({ PAGES: { Ref: 'Pages' }, FIVE: 5, NONE: { Ref: 'AWS::NoValue' } }),
    });
    const { environment } = plan.functions[1]!;
    expect(environment).toMatchObject({ PAGES: 'not run: Pages (AWS::S3::Bucket)', FIVE: '5' });
    expect(environment).not.toHaveProperty('NONE');
    expect(plan.notRun).toContain(
      'It.Environment.Variables.PAGES (AWS::Lambda::Function), which refers to Pages (AWS::S3::Bucket); its value is ' +
        '"not run: Pages (AWS::S3::Bucket)"',
    );
  });
});

describe('startRuntime with backends that do not run', () => {
  const uri = {
    'Fn::Join': ['', ['arn:aws:apigateway:x:lambda:path/functions/', arnOf('Python'), '/invocations']],
  };
  const behind = { integration: { IntegrationType: 'AWS_PROXY', IntegrationUri: uri } };
  const Python = { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13' } };
  const authorizer = { ApiId: { Ref: 'Api' }, AuthorizerType: 'REQUEST', AuthorizerUri: uri };
  const Auth = { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: authorizer };
  afterAll(removeTemporary);

  const start = (setting: ApiSetting): Promise<Runtime> =>
    startRuntime({ assembly: writeAssembly({ Main: { Resources: anApi(setting) } }), port: 0, webPort: 0 });

  it('answers messages of their routes with an error', async () => {
    const runtime = await start({ routes: { slow: behind }, others: { Python } });
    const client = await Client.open(runtime.socketUrl);
    expect(await client.request({ action: 'slow' })).toContain('{"message": "Internal server error"');
    expect(runtime.notRun).toContain(
      'RouteslowIntegration (AWS::ApiGatewayV2::Integration), which refers to Python (AWS::Lambda::Function): ' +
        'its routes answer with an error',
    );
    await client.close();
    await runtime.stop();
  });

  it('lets nobody in past an authorizer or a $connect that is not there', async () => {
    for (const setting of [
      { routes: { $connect: {} }, identitySources: [], others: { Python, Auth } },
      { routes: { $connect: behind }, others: { Python } },
    ]) {
      const runtime = await start(setting);
      await expect(Client.open(runtime.socketUrl)).rejects.toThrow('500');
      await runtime.stop();
    }
  });
});
