import type { AwsCall } from '../../local/aws/aws-call';
import { startRuntime } from '../../local/runtime';
import type { Runtime } from '../../local/runtime-options';
import type { Platform } from '../../protocol';
import { type Case, internal, quiet } from '../support/grant-case';
import { deploying, polling } from '../support/grants-of-start';
import { grantsOf, nameOfCall, nameOfDenial, removeCopies, withoutGrant } from '../support/grants';
import { synthesizeChat } from '../support/local-runtime';
import { presenceCases } from '../support/presence-cases';
import { PresenceFlows } from '../support/presence-flows';
import { openPresenceStore, type OpenPresenceStore } from '../support/valkey-presence';

const send: Case['act'] = (flows) => flows.send();
const sendToMany: Case['act'] = (flows) => flows.sendToMany();
const create: Case['act'] = (flows) => flows.createDirect();
const read: Case['act'] = (flows) => flows.read('getMessages');
const list: Case['act'] = (flows) => flows.read('listChats');
const readReceipts: Case['act'] = (flows) => flows.read('getReceipts');
const expired =
  (action: string): Case['act'] =>
  (flows) =>
    flows.useExpired(action);

const check: Case['act'] = (flows) => flows.checkSend();
const push: Case['act'] = (flows) => flows.pushTo('FCM');
const useProfile: Case['act'] = (flows) => flows.useProfile();
const usePhone: Case['act'] = (flows) => flows.usePhone('FCM');

/** A grant names each platform's application and its endpoints. */
const casesOfPlatform = (platform: Platform, name: string): Record<string, Case> => ({
  [`Devices sns:CreatePlatformEndpoint ${name}`]: internal((flows) => flows.usePhone(platform)),
  [`Devices sns:GetEndpointAttributes ${name}`]: internal((flows) => flows.usePhone(platform)),
  [`Devices sns:SetEndpointAttributes ${name}`]: internal((flows) => flows.useDisabledPhone(platform)),
  [`Devices sns:DeleteEndpoint ${name}`]: internal((flows) => flows.usePhone(platform)),
  [`Push sns:Publish ${name}`]: quiet((flows) => flows.pushTo(platform)),
  [`PushFailures sns:GetEndpointAttributes ${name}`]: quiet((flows) => flows.pushToLost(platform)),
});

const cases: Record<string, Case> = {
  'Connect dynamodb:UpdateItem Connections': {
    act: async (flows) => void (await flows.connect()),
    outcome: /Unexpected server response: 502/,
  },
  'Disconnect dynamodb:UpdateItem Connections': quiet((flows) => flows.leave()),
  'Session sqs:SendMessage FanOut': internal(expired('hello')),
  'Presence sqs:SendMessage FanOut': internal(expired('ping')),
  ...presenceCases,
  'SendMessage sqs:SendMessage FanOut': internal(expired('sendMessage')),
  'SendMessage sqs:SendMessage Push': internal(send),
  'SendMessage execute-api:ManageConnections POST': quiet(async (flows) =>
    flows.send([(await flows.connect()).userId]),
  ),
  'SendMessage dynamodb:GetItem Messages': internal((flows) => flows.sendAtOnce()),
  'SendMessage dynamodb:Query Messages': internal(send),
  'SendMessage dynamodb:PutItem Messages': internal(send),
  'SendMessage dynamodb:GetItem Chats': internal(send),
  'SendMessage dynamodb:UpdateItem Chats': internal(async (flows) => {
    const { client, chatId } = await flows.aChatBehind();
    return flows.change(client, 'sendMessage', { chatId, afterSeq: 2, content: 'hi' });
  }),
  'SendMessage dynamodb:BatchGetItem Connections': internal(send),
  'SendMessage dynamodb:UpdateItem Connections': quiet((flows) => flows.sendToDead()),
  'SendMessage sqs:SendMessage PresenceLost': quiet((flows) => flows.sendToDead()),
  'Chats sqs:SendMessage FanOut': internal(expired('getChat')),
  'Chats execute-api:ManageConnections POST': quiet(async (flows) =>
    flows.createDirect((await flows.connect()).userId),
  ),
  'Chats dynamodb:GetItem Messages': internal((flows) => flows.createAtOnce()),
  'Chats dynamodb:Query Messages': internal(create),
  'Chats dynamodb:PutItem Messages': internal(create),
  'Chats dynamodb:GetItem Chats': internal(create),
  'Chats dynamodb:UpdateItem Chats': internal(create),
  'Chats dynamodb:BatchGetItem Connections': internal(create),
  'Chats dynamodb:UpdateItem Connections': quiet(async (flows) =>
    flows.createDirect(await flows.aDeadSocket()),
  ),
  'Chats sqs:SendMessage PresenceLost': quiet(async (flows) => flows.createDirect(await flows.aDeadSocket())),
  'History sqs:SendMessage FanOut': internal(expired('sync')),
  'History dynamodb:Query Messages': internal(read),
  'History dynamodb:GetItem Chats': internal(read),
  'History dynamodb:BatchGetItem Chats': internal(list),
  'History dynamodb:Query Chats': internal(list),
  'History dynamodb:UpdateItem Chats': internal(async (flows) => {
    const { client, chatId } = await flows.aChatBehind();
    return client.request('getMessages', { chatId });
  }),
  'Receipts sqs:SendMessage FanOut': internal(expired('getReceipts')),
  'Receipts execute-api:ManageConnections POST': quiet((flows) => flows.type('connected')),
  'Receipts dynamodb:Query Messages': internal(readReceipts),
  'Receipts dynamodb:GetItem Chats': internal(readReceipts),
  'Receipts dynamodb:BatchGetItem Chats': internal(readReceipts),
  'Receipts dynamodb:UpdateItem Chats': internal((flows) => flows.markRead()),
  'Receipts dynamodb:BatchGetItem Connections': internal((flows) => flows.markRead()),
  'Receipts dynamodb:UpdateItem Connections': quiet((flows) => flows.type('dead')),
  'Receipts sqs:SendMessage PresenceLost': quiet((flows) => flows.type('dead')),
  'SendMessage sqs:SendMessage DeliveryCheck': internal(send),
  'Chats sqs:SendMessage DeliveryCheck': internal(create),
  'DeliveryCheck dynamodb:Query Messages': quiet(check),
  'DeliveryCheck dynamodb:GetItem Chats': quiet(check),
  'DeliveryCheck dynamodb:BatchGetItem Chats': quiet(check),
  'DeliveryCheck dynamodb:UpdateItem Chats': quiet((flows) => flows.checkDied()),
  'DeliveryCheck dynamodb:BatchGetItem Connections': quiet(check),
  'DeliveryCheck dynamodb:UpdateItem Connections': quiet((flows) => flows.checkSend('dead')),
  'DeliveryCheck sqs:SendMessage PresenceLost': quiet((flows) => flows.checkSend('dead')),
  'DeliveryCheck execute-api:ManageConnections POST': quiet((flows) => flows.checkSend('connected')),
  'DeliveryCheck sqs:SendMessage FanOut': quiet((flows) => flows.checkSend('out of reach')),
  'DeliveryCheck sqs:SendMessage Push': quiet(check),
  'Devices sqs:SendMessage FanOut': internal(expired('registerDevice')),
  'Devices dynamodb:GetItem Chats': internal(usePhone),
  'Devices dynamodb:PutItem Chats': internal(usePhone),
  'Devices dynamodb:DeleteItem Chats': internal(usePhone),
  'Profiles sqs:SendMessage FanOut': internal(expired('getUsers')),
  'Profiles dynamodb:Query Messages': internal(useProfile),
  'Profiles dynamodb:GetItem Chats': internal(useProfile),
  'Profiles dynamodb:BatchGetItem Chats': internal(useProfile),
  'Profiles dynamodb:PutItem Chats': internal(useProfile),
  'Profiles dynamodb:UpdateItem Chats': internal(useProfile),
  'Profiles dynamodb:DeleteItem Chats': internal(useProfile),
  'Push dynamodb:BatchGetItem Chats': quiet(push),
  'Push dynamodb:BatchGetItem Connections': quiet(push),
  'Push dynamodb:Query Chats': quiet(push),
  'Push dynamodb:UpdateItem Chats': quiet(push),
  'Push dynamodb:DeleteItem Chats': quiet((flows) => flows.pushTo('FCM', 'gone')),
  'PushFailures dynamodb:GetItem Chats': quiet((flows) => flows.pushToLost('FCM')),
  'PushFailures dynamodb:UpdateItem Chats': quiet((flows) => flows.pushToLost('FCM')),
  ...casesOfPlatform('APNS', 'APNS'),
  ...casesOfPlatform('APNS_SANDBOX', 'APNS_SANDBOX'),
  ...casesOfPlatform('FCM', 'GCM'),
  'FanOut dynamodb:BatchGetItem Connections': quiet(sendToMany),
  'FanOut dynamodb:UpdateItem Connections': quiet(sendToMany),
  'FanOut execute-api:ManageConnections POST': quiet(sendToMany),
  'FanOut execute-api:ManageConnections DELETE': quiet(expired('hello')),
  'FanOut sqs:SendMessage FanOut': quiet(sendToMany),
  'FanOut sqs:SendMessage Push': quiet(sendToMany),
  'FanOut sqs:SendMessage PresenceLost': quiet(sendToMany),
};

/**
 * Everything that the templates grant is needed, and nothing else: each grant in turn is taken from the roles of a
 * running chat, and somebody meets the denial of exactly that.
 */
describe('the permissions of the functions', () => {
  let runtime: Runtime;
  let assembly: string;
  let flows: PresenceFlows;
  let cache: OpenPresenceStore;
  const lines: string[] = [];
  const calls: AwsCall[] = [];

  beforeAll(async () => {
    assembly = await synthesizeChat();
    cache = await openPresenceStore();
    runtime = await startRuntime({
      assembly,
      port: 0,
      webPort: 0,
      cache: `redis://${cache.address}`,
      log: (line) => void lines.push(line),
      onCall: (call) => void calls.push(call),
    });
    flows = new PresenceFlows(runtime, cache.store);
    await flows.prepareExpired(30);
  }, 60_000);
  beforeEach(() => lines.splice(0));
  afterAll(async () => {
    await flows.close();
    await runtime.stop();
    await cache.stop();
    removeCopies();
  });

  const denied = (): string[] => lines.filter((line) => line.startsWith('iam ')).map(nameOfDenial);

  /** Lets people act once more if it takes long: who is faster is a matter of luck, and jobs may be those of others. */
  async function until(holds: () => boolean, again: () => unknown): Promise<void> {
    for (let tries = 1; !holds() && tries < 500; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (tries % 20 === 0) await again();
    }
  }

  const withoutGrantNamed = (name: string): string =>
    withoutGrant(
      assembly,
      grantsOf(assembly).find((grant) => grant.name === name)!,
    );

  it('are these and no others', () => {
    const names = grantsOf(assembly).map(({ name }) => name);
    expect(names.sort()).toEqual([...Object.keys(cases), ...polling, ...deploying].sort());
  });

  it('are enough, and each is used', async () => {
    const used = (): Set<string> =>
      new Set(calls.filter((call) => call.functionName !== undefined).map(nameOfCall));
    for (const act of new Set(Object.values(cases).map((one) => one.act))) await act(flows);
    const frames = [await flows.changeMembers(), await flows.read('sync'), await flows.read('getChat')];
    expect(frames.flat().filter(({ type }) => type !== 'ok')).toEqual([]);
    for (const [name, { act }] of Object.entries(cases)) {
      await until(
        () => used().has(name),
        () => act(flows),
      );
    }
    expect([...used()].sort()).toEqual([...Object.keys(cases), ...deploying].sort());
    expect(denied()).toEqual([]);
    // Every case of every function, one after the other.
  }, 180_000);

  it.each(Object.entries(cases))('%s: without it, that alone is denied', async (name, { act, outcome }) => {
    runtime.setPolicies(withoutGrantNamed(name));
    try {
      const answers = [await act(flows).catch((error: unknown) => String(error))];
      await until(
        () => denied().length > 0,
        async () => answers.push(await act(flows)),
      );
      expect(JSON.stringify(answers)).toMatch(outcome);
      expect(new Set(denied())).toEqual(new Set([name]));
    } finally {
      runtime.setPolicies(assembly);
    }
  });

  it.each(deploying)('%s: without it, the application is not set up', async (name) => {
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    await (await startRuntime({ assembly: withoutGrantNamed(name), port: 0, webPort: 0, log })).stop();
    expect(said.filter((line) => line.startsWith('iam ')).map(nameOfDenial)).toEqual([name]);
    expect(said.join('\n')).toMatch(/^custom .*PlatformApplication\): AuthorizationErrorException$/m);
  });

  it.each(polling)('%s: without it, the queue gets no reader and the start stops', async (name) => {
    const start = startRuntime({ assembly: withoutGrantNamed(name), port: 0, webPort: 0 });
    const [worker = '', action = ''] = name.replace('PushFailures', 'ApplicationsFailures').split(' ');
    await expect(start).rejects.toThrow(
      new RegExp(`^${worker}(Worker)?Function.* does not have permissions to call .*; allow ${action} on`),
    );
  });
});
