import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { LogEntry } from '../../lambda/domain/log-entry';
import { nextEntry } from '../../lambda/domain/next-entry';
import { sendMessage } from '../../lambda/domain/send-message';
import { serveActions } from '../../lambda/runtime/serve-actions';
import { DynamoMessageLog } from '../../lambda/store/message-log';
import type { Runtime } from '../../local/runtime-options';
import { type ErrorCode, errorCodes } from '../../protocol';
import { aMessageId, type ChatWorld } from '../support/chat-world';
import { aChat, chatId as directId } from '../support/direct-chat';
import { type Frame, RawClient, startChat } from '../support/local-runtime';

/** Each code of the registry is met on a real socket, those of faults behind the chat in the frame that the function answers. */
describe('the error code', () => {
  let runtime: Runtime;
  let alice: RawClient;

  beforeAll(async () => {
    runtime = await startChat();
    alice = await RawClient.connect(runtime, 'alice');
  }, 60_000);
  afterAll(async () => {
    await alice.close();
    await runtime.stop();
  });

  async function aGroup(size: number): Promise<{ chatId: string; afterSeq: number }> {
    const others = Array.from({ length: size - 1 }, (_id, index) => `member-${index}`);
    const created = await change('createChat', {
      type: 'GROUP',
      title: 'Trip',
      members: others.slice(0, 200),
    });
    const { chatId, lastSeq: firstSeq } = created['chat'] as { chatId: string; lastSeq: number };
    let lastSeq = firstSeq;
    for (let at = 200; at < others.length; at += 200) {
      const added = await change('addMembers', {
        chatId,
        afterSeq: lastSeq,
        members: others.slice(at, at + 200),
      });
      ({ lastSeq } = added['chat'] as { lastSeq: number });
    }
    return { chatId, afterSeq: lastSeq };
  }

  /** As a client does it: what may be tried again is, in the same words. Two hundred lists at once take a while here. */
  async function change(action: string, fields: object, client = alice): Promise<Frame> {
    const request = { clientMessageId: randomUUID(), ...fields };
    for (let tries = 1; ; tries += 1) {
      const answer = await client.request(action, request);
      if (answer['retryable'] !== true || answer['code'] === 'rate_limited' || tries === 5) return answer;
    }
  }

  const cases: Record<ErrorCode, () => Promise<Frame>> = {
    bad_request: () => alice.request('getChat', { chatId: 'a b' }),
    unknown_action: () => alice.request('dance'),
    unauthorized: async () => {
      // There is no socket to answer on: the handshake is refused.
      await expect(RawClient.connect(runtime, 'x', { protocols: [] })).rejects.toThrow('401');
      return { type: 'error', code: 'unauthorized', message: 'unable to connect; 401', retryable: false };
    },
    token_expired: async () => {
      const client = await RawClient.connect(runtime, 'bob', { token: runtime.token('bob', 4) });
      await new Promise((resolve) => setTimeout(resolve, 4100));
      return client.request('ping');
    },
    forbidden: async () => {
      const group = await aGroup(3);
      const member = await RawClient.connect(runtime, 'member-0');
      const answer = await change('updateChat', { ...group, title: 'Mine' }, member);
      await member.close();
      return answer;
    },
    not_found: () => alice.request('getChat', { chatId: 'nowhere' }),
    taken: async () => {
      const handle = `h${randomUUID().slice(0, 8)}`;
      const bob = await RawClient.connect(runtime, 'bob');
      await bob.request('updateProfile', { handle });
      await bob.close();
      return alice.request('updateProfile', { handle });
    },
    chat_full: async () => change('addMembers', { ...(await aGroup(500)), members: ['one-more'] }),
    too_large: () => change('sendMessage', { chatId: 'c', afterSeq: 0, content: 'x'.repeat(16_385) }),
    stale_attempt: async () => change('sendMessage', { ...(await aGroup(2)), afterSeq: 99, content: 'hi' }),
    rate_limited: async () => {
      const { chatId } = await aGroup(2);
      await writeTwenty(runtime, chatId);
      return change('sendMessage', { chatId, afterSeq: 1, content: 'hi' });
    },
    busy: () =>
      answerOf((world) => {
        const append = world.log.append.bind(world.log);
        let rivals = 0;
        world.log.append = async (entry: LogEntry) => {
          await append({ ...entry, senderId: 'bob', clientMessageId: aMessageId(`x${rivals++}`) });
          return append(entry);
        };
      }),
    unavailable: () =>
      answerOf((world) => {
        const listFrom = world.log.listFrom.bind(world.log);
        world.log.listFrom = (...args) => {
          world.runtime.nowMs += 8001;
          return listFrom(...args);
        };
      }),
    internal: () =>
      answerOf((world) => {
        world.log.append = () => Promise.reject(new Error('the table is on fire'));
      }),
  };

  it.each(Object.keys(errorCodes) as ErrorCode[])(
    '%s reaches the client with a message and whether to try again',
    async (code) => {
      const frame = await cases[code]();
      expect(frame).toMatchObject({ type: 'error', code, retryable: errorCodes[code].retryable });
      expect(frame['message']).toMatch(/^unable to [^;]+; .+/);
      expect(frame['message']).not.toContain('fire');
    },
    30_000,
  );
});

/** Twenty messages of alice at the head of a new chat's log, from a machine whose clock is ahead by the length of the test. */
async function writeTwenty(runtime: Runtime, chatId: string): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
  const table = runtime.tables.find(({ logicalId }) => logicalId.includes('Messages'))!;
  const log = new DynamoMessageLog(DynamoDBDocumentClient.from(client), table.name);
  let [last] = (await log.listBefore(chatId, undefined, 1)).entries;
  for (let count = 0; count < 20; count++) {
    const sender = { chatId, senderId: 'alice', clientMessageId: randomUUID() };
    const draft = { ...sender, contentType: 'TEXT' as const, content: 'hi' };
    last = nextEntry(draft, last, { nowMs: Date.now() + 60_000, retentionDays: 30 });
    await log.append(last);
  }
  client.destroy();
}

/** The frame that the sendMessage function answers when something behind it fails. */
async function answerOf(spoil: (world: ChatWorld) => void): Promise<Frame> {
  const world = await aChat();
  spoil(world);
  const ports = { ...world, callbackUrl: 'https://example.com/dev' };
  const handler = serveActions<'sendMessage'>(ports, {
    sendMessage: (caller, request) => sendMessage(ports, caller, request),
  });
  const { body } = await handler({
    requestContext: {
      connectionId: 'alice-1',
      requestId: 'r=',
      connectedAt: world.runtime.nowMs,
      authorizer: { userId: 'alice', exp: String(world.runtime.nowMs / 1000 + 60) },
    },
    body: JSON.stringify({
      action: 'sendMessage',
      requestId: '1',
      chatId: directId,
      clientMessageId: aMessageId('a'),
      afterSeq: 1,
      content: 'hi',
    }),
  });
  return JSON.parse(body) as Frame;
}
