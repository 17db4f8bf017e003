import { Template } from 'aws-cdk-lib/assertions';
import { handlers, type HandlerName } from '../../lambda/contract/handlers';
import { parametersOf, permissions, rendition, resolved } from './rendition';
import { resourcesOf, synthesize, type Resource } from './synthesize';

const { chat, dependencies } = synthesize('dev');

const logicalIds: Record<HandlerName, RegExp> = {
  authorize: /^SocketsAuthorizeFunction/,
  connect: /^SocketsConnectFunction/,
  disconnect: /^SocketsDisconnectFunction/,
  session: /^ActionsSessionFunction/,
  sendMessage: /^ActionsSendMessageFunction/,
  chats: /^ActionsChatsFunction/,
  history: /^ActionsHistoryFunction/,
  fanOut: /^FanOutWorkerFunction/,
};

const names = Object.keys(handlers) as HandlerName[];

function functionOf(name: HandlerName): [string, Resource] {
  return resourcesOf(chat, 'AWS::Lambda::Function').find(([id]) => logicalIds[name].test(id))!;
}

/** Everything that a function's role may do, apart from its logs, by short resource names. */
function permissionsOf(name: HandlerName): string[] {
  const role = /\{(\w+)\.Arn\}/.exec(resolved(functionOf(name)[1].Properties['Role']) as string)![1]!;
  return resourcesOf(chat, 'AWS::IAM::Policy')
    .filter(([, policy]) => (resolved(policy.Properties['Roles']) as string[]).includes(`\${${role}}`))
    .flatMap(([, policy]) => permissions(policy.Properties['PolicyDocument']))
    .filter((line) => !line.startsWith('logs:'));
}

const gateway = 'arn:aws:execute-api:us-east-1:${AWS::AccountId}:${GatewayApi4EDF2151}/dev';
const post = `${gateway}/POST/@connections/*`;
const messages = '${Data.Messages.Arn}';
const chats = '${Data.Chats.Arn}';
const connections = '${Data.Connections.Arn}';
const queue = '${FanOutQueue8AB53E8C.Arn}';

const queueing = `sqs:SendMessage on ${queue}`;
const appending = [
  queueing,
  `execute-api:ManageConnections on ${post}`,
  `dynamodb:GetItem dynamodb:Query dynamodb:PutItem on ${messages}`,
  `dynamodb:GetItem dynamodb:Query dynamodb:PutItem dynamodb:UpdateItem on ${chats}`,
  `dynamodb:BatchGetItem dynamodb:GetItem dynamodb:UpdateItem on ${connections}`,
];

const expectedPermissions: Record<HandlerName, string[]> = {
  authorize: [],
  connect: [`dynamodb:UpdateItem on ${connections}`],
  disconnect: [`dynamodb:UpdateItem on ${connections}`],
  session: [queueing],
  sendMessage: appending,
  chats: appending,
  history: [
    queueing,
    `dynamodb:GetItem dynamodb:Query on ${messages}`,
    `dynamodb:GetItem dynamodb:Query dynamodb:PutItem dynamodb:UpdateItem on ${chats}`,
  ],
  fanOut: [
    `dynamodb:BatchGetItem dynamodb:GetItem dynamodb:UpdateItem on ${connections}`,
    `execute-api:ManageConnections on ${post} ${gateway}/DELETE/@connections/*`,
    `sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes sqs:SendMessage on ${queue}`,
  ],
};

describe('ChatStack', () => {
  it('is what the snapshot says in stage dev', () => {
    expect(rendition(chat)).toMatchSnapshot();
  });

  it('is deployed after the Data stack, which does not know it', () => {
    expect(dependencies).toEqual({ data: [], chat: ['Data'] });
  });

  it('has no circular dependencies', () => {
    expect(() => Template.fromJSON(chat as object)).not.toThrow();
  });

  it('takes no parameters outside stage local', () => {
    expect(parametersOf(chat)).toEqual({});
  });

  it('tells where the socket is and where users sign in', () => {
    expect(Object.keys(chat.Outputs!)).toEqual(['WebSocketUrl', 'UserPoolId', 'UserPoolClientId']);
    expect(resolved(chat.Outputs!['WebSocketUrl']!.Value)).toMatch(/^wss:\/\/.*\/dev$/);
  });
});

describe('ChatFunction', () => {
  it.each(names)('gives %s exactly the permissions that it uses', (name) => {
    expect(permissionsOf(name)).toEqual(expectedPermissions[name]);
  });

  it.each(names)('gives %s exactly the variables of the contract', (name) => {
    const { Variables } = functionOf(name)[1].Properties['Environment'] as { Variables: object };
    expect(Object.keys(Variables).sort()).toEqual([...handlers[name].variables].sort());
  });

  it('is made once per handler of the contract', () => {
    expect(resourcesOf(chat, 'AWS::Lambda::Function')).toHaveLength(names.length);
  });

  it('keeps the logs of every function for a limited time', () => {
    const logs = resourcesOf(chat, 'AWS::Logs::LogGroup').map(
      ([, group]) => group.Properties['RetentionInDays'],
    );
    expect(logs).toEqual(names.map(() => 30));
  });

  it('has no managed policies, no wildcard action, no Scan and no resource of `*`', () => {
    const roles = resourcesOf(chat, 'AWS::IAM::Role').map(([, role]) => role.Properties['ManagedPolicyArns']);
    expect(roles.filter((arns) => arns !== undefined)).toEqual([]);
    for (const [, policy] of resourcesOf(chat, 'AWS::IAM::Policy')) {
      for (const line of permissions(policy.Properties['PolicyDocument'])) {
        expect(line).not.toMatch(/Scan|:\*| on \*| on .* \*( |$)/);
      }
    }
  });
});

describe('WebSocketGateway', () => {
  const routes = resourcesOf(chat, 'AWS::ApiGatewayV2::Route');
  const keyOf = (route: Resource) => route.Properties['RouteKey'] as string;

  it('leads every route of the contract to its function and has no other', () => {
    const led = routes.map(([, route]) => {
      const [, integrationId] = /\{(\w+)\}/.exec(resolved(route.Properties['Target']) as string)!;
      const uri = resolved(chat.Resources[integrationId!]!.Properties['IntegrationUri']) as string;
      return [keyOf(route), names.find((name) => uri.includes(`{${functionOf(name)[0]}.Arn}`))];
    });
    const expected = names.flatMap((name) => handlers[name].routes.map((route) => [route, name]));
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
    const [[id, authorizer] = ['', undefined], ...others] = resourcesOf(
      chat,
      'AWS::ApiGatewayV2::Authorizer',
    );
    expect(others).toEqual([]);
    expect(authorizer!.Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    const connect = routes.find(([, route]) => keyOf(route) === '$connect')![1];
    expect(connect.Properties).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } });
  });

  it('chooses the route by the action of a frame and throttles the stage', () => {
    const [, api] = resourcesOf(chat, 'AWS::ApiGatewayV2::Api')[0]!;
    const [, stage] = resourcesOf(chat, 'AWS::ApiGatewayV2::Stage')[0]!;
    expect(api.Properties['RouteSelectionExpression']).toBe('$request.body.action');
    expect(stage.Properties).toMatchObject({
      StageName: 'dev',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
    });
  });
});

describe('FanOut', () => {
  const queues = Object.fromEntries(resourcesOf(chat, 'AWS::SQS::Queue'));
  const main = queues['FanOutQueue8AB53E8C']!.Properties;

  it('keeps slices that fail five times in a dead-letter queue for 14 days', () => {
    const { maxReceiveCount, deadLetterTargetArn } = resolved(main['RedrivePolicy']) as Record<
      string,
      unknown
    >;
    const deadLetters = /\{(\w+)\.Arn\}/.exec(deadLetterTargetArn as string)![1]!;
    expect(maxReceiveCount).toBe(5);
    expect(queues[deadLetters]!.Properties['MessageRetentionPeriod']).toBe(14 * 86_400);
  });

  it('hides a slice for six times as long as the function may take', () => {
    expect(main['VisibilityTimeout']).toBe(6 * (functionOf('fanOut')[1].Properties['Timeout'] as number));
  });

  it('hands the function one slice at a time and lets it report the failed one', () => {
    const [[, mapping] = ['', undefined], ...others] = resourcesOf(chat, 'AWS::Lambda::EventSourceMapping');
    expect(others).toEqual([]);
    expect(resolved(mapping!.Properties)).toEqual({
      BatchSize: 1,
      EventSourceArn: queue,
      FunctionName: `\${${functionOf('fanOut')[0]}}`,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('refuses requests without TLS on both queues', () => {
    const policies = resourcesOf(chat, 'AWS::SQS::QueuePolicy');
    expect(policies).toHaveLength(2);
    for (const [, policy] of policies) {
      const { Statement } = policy.Properties['PolicyDocument'] as { Statement: object[] };
      expect(Statement[0]).toMatchObject({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });
});
