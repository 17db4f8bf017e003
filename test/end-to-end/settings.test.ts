import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import type { Runtime } from '../../local/runtime-options';
import { type Frame, RawClient, startChat } from '../support/local-runtime';
import { aPhone, dataOf, pushesTo, pushTo } from '../support/phones';
import { resourcesOf, synthesize } from '../synth/synthesize';

/** Seconds after which an entry is looked after, and those that the push worker gathers jobs for. */
const [checkSeconds, windowSeconds] = [5, 2];

const isMessage = ({ type }: Frame): boolean => type === 'message';

/** What other suites show by the defaults, and here is set: previews, the directory, an early delivery check. */
describe('a stage with settings of its own', () => {
  let runtime: Runtime;
  let isPushSpoiled = false;
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    runtime = await startChat({}, 0, {
      config: { pushPreview: true, directory: 'open', deliveryCheckSeconds: checkSeconds },
      spoil: ({ functionName, service }) =>
        isPushSpoiled && service === 'dynamodb' && functionName?.startsWith('PushWorker')
          ? { isThrottled: true }
          : undefined,
    });
  }, 60_000);
  afterAll(() => runtime.stop());
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function aUser(deviceId?: string) {
    const userId = `user-${randomUUID()}`;
    const socketUrl = `${runtime.socketUrl}${deviceId === undefined ? '' : `?device=${deviceId}`}`;
    const token = (name: string) => runtime.token(name);
    const client = await RawClient.connect({ socketUrl, token }, userId);
    closing.push(() => client.socket.terminate());
    return { userId, client };
  }

  /** A group with one message; answers where it is. */
  async function say(sender: RawClient, members: string[], content: string) {
    const group = { type: 'GROUP', title: 'Group', members, clientMessageId: randomUUID() };
    const { chat } = await sender.request('createChat', group);
    const { chatId } = chat as { chatId: string };
    const message = { chatId, clientMessageId: randomUUID(), afterSeq: 1, content };
    const { seq } = await sender.request('sendMessage', message);
    return { chatId, seq: seq as number };
  }

  it('pushes to a phone that has vanished without closing its socket, and not to one that has the message', async () => {
    const alice = await aUser();
    const [gone, there] = [await aUser('phone'), await aUser('phone')];
    const tokens = { gone: await aPhone(gone.client), there: await aPhone(there.client) };
    gone.client.socket.pause();
    const startedAt = performance.now();
    const { chatId, seq } = await say(alice.client, [gone.userId, there.userId], 'hello');
    await there.client.next(isMessage);
    await there.client.request('markDelivered', { chats: [{ chatId, seq }] });
    expect(dataOf(await pushTo(runtime, tokens.gone))).toMatchObject({ chatId, seq: String(seq) });
    const seconds = (performance.now() - startedAt) / 1000;
    // Its socket takes posts, so nothing but the check finds out; what is above is for a machine that is busy.
    expect(seconds).toBeGreaterThan(checkSeconds - 1);
    expect(seconds).toBeLessThan(checkSeconds + windowSeconds + 8);
    expect(pushesTo(runtime, tokens.there)).toEqual([]);
    expect(gone.client.frames.filter(isMessage)).toEqual([]);
  }, 60_000);

  it('pushes the text of a message, cut between two characters to what platforms take', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const [android, iphone] = [await aPhone(bob.client), await aPhone(bob.client, 'tablet', 'APNS')];
    await bob.client.close();
    const content = `x${'\u{1F600}'.repeat(2_000)}`;
    await say(alice.client, [bob.userId], content);
    const pushes = [await pushTo(runtime, android), await pushTo(runtime, iphone)];
    const texts = [
      dataOf(pushes[0]!)['text']!,
      (JSON.parse(pushes[1]!.payload) as { aps: { alert: { body: string } } }).aps.alert.body,
    ];
    for (const { payload } of pushes) expect(Buffer.byteLength(payload)).toBeLessThan(4_096);
    for (const text of texts) {
      expect(content.startsWith(text)).toBe(true);
      expect(text.length).toBeGreaterThan(500);
      expect(Buffer.from(text).toString()).toBe(text);
    }
  }, 60_000);

  it('shows strangers to each other, with their profile and whether they are there', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    await bob.client.request('updateProfile', { displayName: 'Bob' });
    const wanted = { userIds: [bob.userId] };
    expect(await alice.client.request('getUsers', wanted)).toMatchObject({
      users: [{ userId: bob.userId, displayName: 'Bob' }],
    });
    expect(await alice.client.request('getPresence', wanted)).toMatchObject({
      presence: [{ userId: bob.userId, status: 'online' }],
    });
  }, 60_000);

  it('puts a push aside that its worker has failed to make five times, where an alarm looks', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const token = await aPhone(bob.client);
    await bob.client.close();
    const queueOf = (name: string) => runtime.queues.find(({ logicalId }) => logicalId.startsWith(name))!;
    const [jobs, deadLetters] = [queueOf('PushQueue'), queueOf('PushDeadLetters')];
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const sqs = new SQSClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
    // Instead of three minutes: longer than the worker gathers and runs.
    const Attributes = { VisibilityTimeout: String(windowSeconds + 2) };
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: jobs.url, Attributes }));
    const deadCount = async () => {
      const AttributeNames = ['ApproximateNumberOfMessages' as const];
      const answer = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: deadLetters.url, AttributeNames }),
      );
      return Number(answer.Attributes?.['ApproximateNumberOfMessages']);
    };
    try {
      expect(await deadCount()).toBe(0);
      isPushSpoiled = true;
      await say(alice.client, [bob.userId], 'hello');
      while ((await deadCount()) === 0) await new Promise((resolve) => setTimeout(resolve, 100));
      expect(pushesTo(runtime, token)).toEqual([]);
    } finally {
      isPushSpoiled = false;
      sqs.destroy();
    }
    const push = 'arn:aws:sns:us-east-1:123456789012:app/GCM/parley';
    const alarms = resourcesOf(
      synthesize('prod', { pushApplications: push }).operations,
      'AWS::CloudWatch::Alarm',
    ).filter(([, alarm]) => JSON.stringify(alarm).includes(deadLetters.logicalId));
    expect(alarms.map(([, { Properties }]) => Properties['AlarmName'])).toEqual([
      'parley-prod-push-dead-letters',
    ]);
  }, 150_000);
});
