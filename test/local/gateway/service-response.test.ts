import { type ServiceAnswer, type ServiceCall } from '../../../local/gateway/service-call';
import { removeTemporary } from '../temporary-assembly';
import { type Resources, type RouteSetting } from './api-template';
import { answering, service } from './integration-template';
import { RunningGateway, answerTo } from './running-gateway';

const FORM = { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" };

const INTERNAL_ERROR = expect.stringMatching(
  /^\{"message": "Internal server error", "connectionId":"/,
) as string;

describe('serviceResponse', () => {
  const running: RunningGateway[] = [];
  const calls: ServiceCall[] = [];
  const start = async (
    routes: Record<string, RouteSetting>,
    others: Resources = {},
    answer: ServiceAnswer = { status: 200, body: '{"MessageId":"m"}' },
  ): Promise<RunningGateway> => {
    const callService = (call: ServiceCall): Promise<ServiceAnswer> => {
      calls.push(call);
      return Promise.resolve(answer);
    };
    const gateway = await RunningGateway.start({ routes, others, options: { callService } });
    running.push(gateway);
    return gateway;
  };
  afterEach(async () => {
    calls.length = 0;
    await Promise.all(running.splice(0).map((gateway) => gateway.stop()));
  });
  afterAll(removeTemporary);

  it('puts an item as the template makes it and answers what DynamoDB answers', async () => {
    const template =
      '{"TableName":"T","Item":{"id":{"S":"$context.connectionId"},"n":{"N":"$input.path(\'$.n\')"}}}';
    const put = service('dynamodb:action/PutItem', { RequestTemplates: { 'application/json': template } });
    const gateway = await start({ put }, answering('put', '$default'), { status: 200, body: '{}' });
    const { client, id } = await gateway.openWithId();
    expect(await client.request({ action: 'put', n: 5 })).toBe('{}');
    expect(calls).toMatchObject([{ service: 'dynamodb', region: 'eu-west-1', operation: 'PutItem' }]);
    expect(JSON.parse(calls[0]!.body)).toEqual({ TableName: 'T', Item: { id: { S: id }, n: { N: '5' } } });
    await client.close();
  });

  it('sends to a queue by the form of the query protocol, with message attributes', async () => {
    const template =
      'Action=SendMessage&MessageGroupId=$context.routeKey&DelaySeconds=2' +
      '&MessageAttribute.1.Name=tenant&MessageAttribute.1.Value.StringValue=a&MessageAttribute.1.Value.DataType=String' +
      "&MessageBody=$util.urlEncode($input.json('$.text'))";
    const send = service('sqs:path/000000000000/Jobs', {
      RequestParameters: FORM,
      RequestTemplates: { $default: template },
      TemplateSelectionExpression: '\\$default',
      PassthroughBehavior: 'NEVER',
    });
    const answer = "$input.path('$.SendMessageResponse.SendMessageResult.MessageId')";
    const gateway = await start({ send }, answering('send', '$default', answer));
    expect(await answerTo(gateway, { action: 'send', text: 'a & b' })).toBe('m');
    expect(calls).toMatchObject([{ service: 'sqs', operation: 'SendMessage' }]);
    expect(JSON.parse(calls[0]!.body)).toEqual({
      QueueUrl: 'https://sqs/000000000000/Jobs',
      MessageGroupId: 'send',
      DelaySeconds: 2,
      MessageBody: '"a & b"',
      MessageAttributes: { tenant: { StringValue: 'a', DataType: 'String' } },
    });
  });

  it('reads what request parameters say in the query string and the headers', async () => {
    const send = service('sqs:action/SendMessage', {
      RequestParameters: {
        'integration.request.querystring.QueueUrl': "'https://sqs.eu-west-1.amazonaws.com/000000000000/Jobs'",
        'integration.request.querystring.MessageBody': 'route.request.body.text',
        'integration.request.querystring.MessageGroupId': 'context.connectionId',
      },
    });
    const { client, id } = await (await start({ send }, answering('send', '$default', 'sent'))).openWithId();
    expect(await client.request({ action: 'send', text: 'hi' })).toBe('sent');
    expect(JSON.parse(calls[0]!.body)).toMatchObject({ MessageBody: 'hi', MessageGroupId: id });
    await client.close();
  });

  it('speaks the JSON protocol of SQS when X-Amz-Target says so', async () => {
    const send = service('sqs:path/000000000000/Jobs', {
      RequestParameters: { 'integration.request.header.X-Amz-Target': "'AmazonSQS.SendMessage'" },
      RequestTemplates: { 'application/json': '{"MessageBody":"x"}' },
    });
    await answerTo(await start({ send }, answering('send', '$default', 'sent')), { action: 'send' });
    expect(calls).toMatchObject([
      { service: 'sqs', region: 'eu-west-1', operation: 'SendMessage', body: '{"MessageBody":"x"}' },
    ]);
  });

  it('chooses the integration response by the status of the service', async () => {
    const send = service('sqs:path/000000000000/Jobs', {
      RequestParameters: FORM,
      RequestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=x' },
    });
    const others = {
      ...answering('send', '/2\\d\\d/', 'sent'),
      ...answering('send', '/400/', "failed: $input.path('$.Error.Code')"),
    };
    const failure = {
      status: 400,
      body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no"}',
    };
    expect(await answerTo(await start({ send }, others), { action: 'send' })).toBe('sent');
    expect(await answerTo(await start({ send }, others, failure), { action: 'send' })).toBe(
      'failed: QueueDoesNotExist',
    );
    expect(
      await answerTo(await start({ send }, others, { status: 500, body: '' }), { action: 'send' }),
    ).toEqual(INTERNAL_ERROR);
  });

  it('refuses a form that is not declared as one, as SQS does', async () => {
    const send = service('sqs:path/000000000000/Jobs', {
      RequestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=x' },
    });
    const gateway = await start({ send }, answering('send', '$default'));
    expect(await answerTo(gateway, { action: 'send' })).toContain('InvalidAction');
    expect(calls).toEqual([]);
  });
});
