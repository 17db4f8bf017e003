import { Match } from 'aws-cdk-lib/assertions';
import { handlers, type HandlerName } from '../../../lambda/contract/handlers';
import { Binding } from '../../../lib/constructs/binding';
import { type ChatFunctionProps } from '../../../lib/constructs/chat-function';
import { environmentOf, functionOf, handlerNames, observedOf, permissionsOf } from '../../synth/functions';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

type ConnectBinding = ChatFunctionProps<'connect'>['binding'];

const table = new Binding({ CONNECTIONS_TABLE: 'connections' });
const leases = new Binding({
  CACHE_HOST: 'cache.example.com',
  CACHE_PORT: '6379',
  CACHE_AUTH: 'iam',
  CACHE_NAME: 'presence',
  CACHE_USER: 'user',
  CACHE_WAIT_MS: '100',
  PRESENCE_QUEUE_URL: 'https://example.com/presence',
  LEASE_SECONDS: '30',
});
const address = new Binding({ CALLBACK_URL: 'https://example.com' });

const application = 'arn:aws:sns:us-east-1:123456789012:app/GCM/parley';
const endpoints = 'arn:aws:sns:us-east-1:123456789012:endpoint/GCM/parley/*';

/** With push: without, two of the functions are not there. */
const dev = synthesize('dev', { pushApplications: application }).chat;
const prod = synthesize('prod', { pushApplications: application }).chat;

const stage = 'arn:aws:execute-api:us-east-1:${AWS::AccountId}:${GatewayApi4EDF2151}/dev';
const post = `${stage}/POST/@connections/*`;
const messages = '${Data.Messages.Arn}';
const chats = '${Data.Chats.Arn}';
const connections = '${Data.Connections.Arn}';
const fanOutQueue = '${FanOutQueue8AB53E8C.Arn}';

const queueing = `sqs:SendMessage on ${fanOutQueue}`;
const pushing = 'sqs:SendMessage on ${PushQueue7CACCF9A.Arn}';
const checkQueue = '${DeliveryCheckQueue75CD60E7.Arn}';
const checking = `sqs:SendMessage on ${checkQueue}`;
const losing = 'sqs:SendMessage on ${PresenceLostQueueEBB1185A.Arn}';
const changing = 'sqs:SendMessage on ${PresenceChangesQueue4923EBCE.Arn}';
const caching = 'elasticache:Connect on ${Data.Cache.ARN} ${Data.User.Arn}';
const networking =
  'ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ' +
  'ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses on *';
const leasing = [caching, changing];
const appending = [
  queueing,
  `execute-api:ManageConnections on ${post}`,
  `dynamodb:GetItem dynamodb:Query dynamodb:PutItem on ${messages}`,
  `dynamodb:GetItem dynamodb:UpdateItem on ${chats}`,
  `dynamodb:BatchGetItem dynamodb:UpdateItem on ${connections}`,
  losing,
  checking,
];

const expectedPermissions: Record<HandlerName, string[]> = {
  authorize: [],
  connect: [networking, `dynamodb:UpdateItem on ${connections}`, ...leasing],
  disconnect: [networking, `dynamodb:UpdateItem on ${connections}`, ...leasing],
  session: [queueing],
  presence: [
    networking,
    queueing,
    ...leasing,
    `dynamodb:Query on ${messages}`,
    `dynamodb:GetItem dynamodb:BatchGetItem dynamodb:UpdateItem on ${chats}`,
  ],
  endLeases: [
    networking,
    ...leasing,
    'sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on ${PresenceLostQueueEBB1185A.Arn}',
  ],
  sweepLeases: [networking, ...leasing, queueing, `dynamodb:BatchGetItem on ${connections}`],
  postPresence: [
    `dynamodb:BatchGetItem dynamodb:UpdateItem on ${connections}`,
    `execute-api:ManageConnections on ${post}`,
    losing,
    'sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on ${PresenceChangesQueue4923EBCE.Arn}',
  ],
  sendMessage: [...appending, pushing],
  chats: appending,
  history: [
    queueing,
    `dynamodb:Query on ${messages}`,
    `dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:UpdateItem on ${chats}`,
  ],
  receipts: [
    queueing,
    `execute-api:ManageConnections on ${post}`,
    `dynamodb:Query on ${messages}`,
    `dynamodb:GetItem dynamodb:BatchGetItem dynamodb:UpdateItem on ${chats}`,
    `dynamodb:BatchGetItem dynamodb:UpdateItem on ${connections}`,
    losing,
  ],
  checkDelivery: [
    `dynamodb:Query on ${messages}`,
    `dynamodb:GetItem dynamodb:BatchGetItem dynamodb:UpdateItem on ${chats}`,
    `dynamodb:BatchGetItem dynamodb:UpdateItem on ${connections}`,
    `execute-api:ManageConnections on ${post}`,
    `sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on ${checkQueue}`,
    queueing,
    pushing,
    losing,
  ],
  devices: [
    queueing,
    `dynamodb:GetItem dynamodb:PutItem dynamodb:DeleteItem on ${chats}`,
    `sns:CreatePlatformEndpoint on ${application}`,
    `sns:GetEndpointAttributes sns:SetEndpointAttributes sns:DeleteEndpoint on ${endpoints}`,
  ],
  profiles: [
    queueing,
    `dynamodb:Query on ${messages}`,
    `dynamodb:GetItem dynamodb:BatchGetItem dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem on ${chats}`,
  ],
  push: [
    `dynamodb:BatchGetItem dynamodb:Query dynamodb:UpdateItem dynamodb:DeleteItem on ${chats}`,
    `dynamodb:BatchGetItem on ${connections}`,
    'sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on ${PushQueue7CACCF9A.Arn}',
    `sns:Publish on ${endpoints}`,
  ],
  pushFailures: [
    `dynamodb:GetItem dynamodb:UpdateItem on ${chats}`,
    `sns:GetEndpointAttributes on ${endpoints}`,
    'sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on ${ApplicationsFailuresQueueBF037A59.Arn}',
  ],
  platformApplications: [`sns:SetPlatformApplicationAttributes on ${application}`],
  fanOut: [
    `dynamodb:BatchGetItem dynamodb:UpdateItem on ${connections}`,
    `execute-api:ManageConnections on ${post} ${stage}/DELETE/@connections/*`,
    `sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on ${fanOutQueue}`,
    queueing,
    pushing,
    losing,
  ],
};

const key = '${Data.Key.Arn} if kms:ViaService StringEquals';
const readsTables = `kms:Decrypt on ${key} dynamodb.us-east-1.amazonaws.com`;
const sends = `kms:Decrypt kms:GenerateDataKey on ${key} sqs.us-east-1.amazonaws.com`;
const takes = `kms:Decrypt on ${key} sqs.us-east-1.amazonaws.com`;

const expectedUsesOfKey: Record<HandlerName, string[]> = {
  authorize: [],
  connect: [readsTables, sends],
  disconnect: [readsTables, sends],
  session: [sends],
  presence: [sends, readsTables],
  endLeases: [sends, takes],
  sweepLeases: [sends, readsTables],
  postPresence: [readsTables, sends, takes],
  sendMessage: [sends, readsTables],
  chats: [sends, readsTables],
  history: [sends, readsTables],
  receipts: [sends, readsTables],
  checkDelivery: [readsTables, takes, sends],
  devices: [sends, readsTables],
  profiles: [sends, readsTables],
  push: [readsTables, takes],
  pushFailures: [readsTables, takes],
  platformApplications: [],
  fanOut: [readsTables, takes, sends],
};

describe('ChatFunction', () => {
  it('takes a binding that has every variable of the contract', () => {
    const complete: ConnectBinding = table.and(leases).and(address);
    expect(complete.environment).toMatchObject({
      CONNECTIONS_TABLE: 'connections',
      CALLBACK_URL: 'https://example.com',
    });
  });

  it('does not compile with a binding that lacks one', () => {
    // @ts-expect-error -- CALLBACK_URL is missing, and `npm run check` fails if this line should ever compile
    const incomplete: ConnectBinding = table.and(leases);
    expect(incomplete.environment).not.toHaveProperty('CALLBACK_URL');
  });

  it.each(handlerNames)('gives %s exactly the permissions that it uses', (name) => {
    expect(permissionsOf(dev, name)).toEqual(expectedPermissions[name]);
  });

  it.each(handlerNames)('gives %s exactly the uses of a key of our own that it needs', (name) => {
    const all = permissionsOf(prod, name);
    expect(all.filter((line) => line.startsWith('kms:'))).toEqual(expectedUsesOfKey[name]);
    const others = all.filter((line) => !line.startsWith('kms:'));
    expect(others).toEqual(expectedPermissions[name].map((line) => line.replaceAll('/dev/', '/prod/')));
  });

  it.each(handlerNames)('gives %s exactly the variables of the contract', (name) => {
    expect(Object.keys(environmentOf(dev, name)).sort()).toEqual([...handlers[name].variables].sort());
    expect(observedOf(dev, name)).toEqual({
      POWERTOOLS_METRICS_NAMESPACE: 'Parley/dev',
      POWERTOOLS_SERVICE_NAME: name,
    });
  });

  it('is made once per handler of the contract', () => {
    expect(resourcesOf(dev, 'AWS::Lambda::Function')).toHaveLength(handlerNames.length);
  });

  it.each(handlerNames)('keeps what %s logs in a log of its own, for a limited time', (name) => {
    const { LoggingConfig } = functionOf(dev, name)[1].Properties as {
      LoggingConfig: { LogGroup: { Ref: string } };
    };
    expect(dev.Resources[LoggingConfig.LogGroup.Ref]!.Properties['RetentionInDays']).toBe(30);
  });

  it('ends every function before API Gateway gives up on it', () => {
    for (const name of handlerNames.filter(
      (name) =>
        !['fanOut', 'checkDelivery', 'push', 'sweepLeases', 'pushFailures', 'platformApplications'].includes(
          name,
        ),
    ))
      expect(functionOf(dev, name)[1].Properties['Timeout']).toBe(15);
  });

  it('tells the functions that dispatch how many recipients they post to themselves', () => {
    const few = synthesize('dev', { inlineFanOutLimit: 3, pushApplications: application }).chat;
    const told = handlerNames.filter((name) => environmentOf(few, name)['INLINE_FAN_OUT_LIMIT'] === '3');
    expect(told).toEqual(['sendMessage', 'chats', 'checkDelivery']);
  });

  it('sends traces only if they are turned on', () => {
    const traced = templateOf(synthesize('dev', { xray: true }).chat);
    traced.allResourcesProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
    templateOf(dev).allResourcesProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
  });
});
