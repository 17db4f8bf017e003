import { removeTemporary } from '../temporary-assembly';
import { answerTo, planOf, RunningGateway } from './running-gateway';
import { apisByStage } from '../../../local/gateway/api';
import { type ApiSetting, type Resources } from './api-template';

const aModel = (name: string, schema: unknown): Resources => ({
  [`Model${name}`]: {
    Type: 'AWS::ApiGatewayV2::Model',
    Properties: { ApiId: { Ref: 'Api' }, Name: name, ContentType: 'application/json', Schema: schema },
  },
});

const withText = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  properties: { text: { type: 'string', minLength: 1 } },
  required: ['text'],
};

/** In draft 4 `exclusiveMinimum` is true or false; newer drafts have a number there. */
const withCount = JSON.stringify({
  type: 'object',
  properties: { count: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
  required: ['count'],
});

const settingOf = (properties: Record<string, unknown>): ApiSetting => ({
  routes: {
    send: { function: 'f', responds: true, properties },
    $default: { function: 'f', responds: true },
  },
  others: { ...aModel('Text', withText), ...aModel('Count', withCount) },
});

describe('a route with models', () => {
  let gateway: RunningGateway | undefined;
  const start = async (properties: Record<string, unknown>): Promise<RunningGateway> =>
    (gateway = await RunningGateway.start({
      ...settingOf(properties),
      functions: { f: () => ({ statusCode: 200, body: 'done' }) },
    }));
  afterEach(() => gateway?.stop());
  afterAll(removeTemporary);

  const byKind = {
    ModelSelectionExpression: '$request.body.kind',
    RequestModels: { text: 'Text', count: 'Count' },
  };

  it.each([
    [{ kind: 'text', text: 'hello' }, 'done'],
    [{ kind: 'text', text: '' }, 'Bad request body'],
    [{ kind: 'text' }, 'Bad request body'],
    [{ kind: 'count', count: 1 }, 'done'],
    [{ kind: 'count', count: 0 }, 'Bad request body'],
    [{ kind: 'neither', text: 'hello' }, 'Bad request body'],
    [{ text: 'hello' }, 'Bad request body'],
  ])('checks %j by the model that its expression selects: %s', async (message, expected) => {
    const running = await start(byKind);
    expect(await answerTo(running, { action: 'send', ...message })).toContain(expected);
  });

  it('takes the model $default where the expression selects none', async () => {
    const running = await start({ ...byKind, RequestModels: { count: 'Count', $default: 'Text' } });
    expect(await answerTo(running, { action: 'send', kind: 'other', text: 'hello' })).toBe('done');
    expect(await answerTo(running, { action: 'send', kind: 'other' })).toContain('Bad request body');
  });

  it('answers Bad request body with the id of the message, and calls nothing', async () => {
    const running = await start({
      ModelSelectionExpression: '$default',
      RequestModels: { $default: 'Text' },
    });
    const { client, id } = await running.openWithId();
    expect(await client.request({ action: 'send' })).toMatch(
      new RegExp(`^{"message": "Bad request body", "connectionId":"${id}", "messageId":"[\\w-]{15}="}$`),
    );
    expect(running.eventsOf('f')).toEqual([]);
    expect(await client.request({ action: 'send', text: 'hello' })).toBe('done');
    await client.close();
  });

  it('fits nothing that is not JSON', async () => {
    gateway = await RunningGateway.start({
      routes: {
        $default: {
          function: 'f',
          responds: true,
          properties: { ModelSelectionExpression: '$default', RequestModels: { $default: 'Text' } },
        },
      },
      others: aModel('Text', withText),
    });
    const client = await gateway.open();
    client.socket.send('hello');
    expect(await client.nextFrame()).toContain('Bad request body');
    await client.close();
  });

  it('checks nothing without an expression, nor on other routes', async () => {
    const running = await start({ RequestModels: { $default: 'Text' } });
    expect(await answerTo(running, { action: 'send' })).toBe('done');
    expect(await answerTo(running, { action: 'other' })).toBe('done');
  });

  it.each<[string, () => unknown, string]>([
    [
      'an expression that it cannot evaluate',
      () => planOf(settingOf({ ...byKind, ModelSelectionExpression: '$request.header.kind' })),
      'resource Routesend (AWS::ApiGatewayV2::Route): ModelSelectionExpression $request.header.kind',
    ],
    [
      'a model that is not there',
      () => apisByStage(planOf(settingOf({ ...byKind, RequestModels: { text: 'Gone' } }))),
      'The route send wants a model Gone',
    ],
    [
      'a schema that is none',
      () => planOf({ routes: {}, others: aModel('Odd', { type: 'thing' }) }),
      'resource ModelOdd (AWS::ApiGatewayV2::Model): Schema cannot be used: ',
    ],
    [
      'a schema that is no object',
      () => planOf({ routes: {}, others: aModel('Odd', 'text') }),
      'resource ModelOdd (AWS::ApiGatewayV2::Model): Schema cannot be used: it is no JSON object',
    ],
  ])('stops the start at %s', (_, run, message) => expect(run).toThrow(message));
});
