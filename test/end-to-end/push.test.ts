import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import type { Push } from '../../local/aws/push-platforms';
import type { Runtime } from '../../local/runtime-options';
import { type Frame, RawClient, startChat } from '../support/local-runtime';

/** Through the bundled functions, their queues, and the platform applications of the runtime. */
describe('push', () => {
  let runtime: Runtime;
  let table: DynamoDBClient;
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    runtime = await startChat();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    table = new DynamoDBClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
  }, 60_000);
  afterAll(async () => {
    table.destroy();
    await runtime.stop();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function aUser(userId = `user-${randomUUID()}`) {
    const client = await RawClient.connect(runtime, userId);
    closing.push(() => client.close());
    return { userId, client };
  }

  async function aPhone({ client }: { client: RawClient }, deviceId = 'phone', platform = 'FCM') {
    const token = randomUUID().replaceAll('-', '');
    await client.request('registerDevice', { deviceId, platform, token });
    return token;
  }

  async function aGroup({ client }: { client: RawClient }, members: string[]) {
    const clientMessageId = randomUUID();
    const answer = await client.request('createChat', {
      type: 'GROUP',
      title: 'Group',
      members,
      clientMessageId,
    });
    const { chatId } = answer['chat'] as { chatId: string };
    let seq = 1;
    const send = async () => {
      const sent = await client.request('sendMessage', {
        chatId,
        clientMessageId: randomUUID(),
        afterSeq: seq,
        contentType: 'TEXT',
        content: 'a secret',
      });
      seq = sent['seq'] as number;
      return seq;
    };
    return { chatId, send };
  }

  const pushesTo = (token: string) => runtime.pushes().filter((push) => push.token === token);

  async function pushTo(token: string, fits: (push: Push) => boolean = () => true): Promise<Push> {
    for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 20) {
      const push = pushesTo(token).find(fits);
      if (push !== undefined) return push;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no such push in 30 s; got ${JSON.stringify(pushesTo(token))}`);
  }

  const seqOf = ({ payload }: Push) => {
    const { fcmV1Message } = JSON.parse(payload) as {
      fcmV1Message: { message: { data: { seq: string } } };
    };
    return Number(fcmV1Message.message.data.seq);
  };

  it('tells both phones of a member who is offline, without the text', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const android = await aPhone(bob);
    const iphone = await aPhone(bob, 'tablet', 'APNS');
    const { chatId, send } = await aGroup(alice, [bob.userId]);
    await bob.client.close();
    const seq = await send();
    expect(seqOf(await pushTo(android))).toBe(seq);
    const { payload, attributes } = await pushTo(iphone);
    expect(JSON.parse(payload)).toMatchObject({ chatId, seq, aps: { badge: 1, 'thread-id': chatId } });
    expect(attributes['AWS.SNS.MOBILE.APNS.COLLAPSE_ID']).toMatch(/^[\w-]{22}$/);
    expect(JSON.stringify(runtime.pushes())).not.toContain('a secret');
  }, 60_000);

  it('makes fewer pushes of a burst than it has messages, the last one with its end', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const token = await aPhone(bob);
    const { send } = await aGroup(alice, [bob.userId]);
    await bob.client.close();
    const seqs: number[] = [];
    for (let count = 0; count < 20; count++) seqs.push(await send());
    await pushTo(token, (push) => seqOf(push) === seqs.at(-1));
    expect(pushesTo(token).length).toBeLessThan(seqs.length / 2);
  }, 60_000);

  it('tells no phone whose endpoint is disabled, until it registers again', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const token = await aPhone(bob);
    const watch = await aPhone(bob, 'watch');
    const { send } = await aGroup(alice, [bob.userId]);
    await bob.client.close();
    const first = await send();
    const { endpointArn } = await pushTo(token, (push) => seqOf(push) === first);
    runtime.disableEndpoint(endpointArn);
    const second = await send();
    await pushTo(watch, (push) => seqOf(push) === second);
    const { client } = await aUser(bob.userId);
    await client.request('registerDevice', { deviceId: 'phone', platform: 'FCM', token });
    await client.close();
    const third = await send();
    await pushTo(token, (push) => seqOf(push) === third);
    expect(pushesTo(token).map(seqOf)).toEqual([first, third]);
  }, 60_000);

  it('pushes no more to a phone that has lost the app, once SNS has told of it', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const token = await aPhone(bob);
    const watch = await aPhone(bob, 'watch');
    const { send } = await aGroup(alice, [bob.userId]);
    await bob.client.close();
    const first = await send();
    const { endpointArn } = await pushTo(token, (push) => seqOf(push) === first);
    runtime.removeApp(endpointArn);
    const second = await send();
    await pushTo(watch, (push) => seqOf(push) === second);
    const isEnabled = async () => {
      const { Item } = await table.send(
        new GetItemCommand({
          TableName: runtime.tables.find(({ logicalId }) => logicalId.startsWith('TablesChats'))!.name,
          Key: { PK: { S: `USER#${bob.userId}` }, SK: { S: 'DEVICE#phone' } },
          ConsistentRead: true,
        }),
      );
      return Item?.['isEnabled']?.BOOL;
    };
    while (await isEnabled()) await new Promise((resolve) => setTimeout(resolve, 50));
    const third = await send();
    await pushTo(watch, (push) => seqOf(push) === third);
    expect(pushesTo(token).map(seqOf)).toEqual([first]);
    expect(await isEnabled()).toBe(false);
  }, 60_000);

  it('keeps the phone of who has muted the chat still, and no longer when they want', async () => {
    const [alice, bob, carol] = [await aUser(), await aUser(), await aUser()];
    const phones = { bob: await aPhone(bob), carol: await aPhone(carol) };
    const { chatId, send } = await aGroup(alice, [bob.userId, carol.userId]);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect(await bob.client.request('muteChat', { chatId, until })).toMatchObject({ mutedUntil: until });
    const { chats } = await bob.client.request('listChats');
    expect(chats).toMatchObject([{ chatId, cursors: { mutedUntil: until } }]);
    await Promise.all([bob.client.close(), carol.client.close()]);
    const muted = await send();
    await pushTo(phones.carol, (push) => seqOf(push) === muted);
    const { client } = await aUser(bob.userId);
    await client.request('muteChat', { chatId });
    await client.close();
    const heard = await send();
    await pushTo(phones.bob, (push) => seqOf(push) === heard);
    expect(pushesTo(phones.bob).map(seqOf)).toEqual([heard]);
  }, 60_000);

  it('tells the phone of who does not look at their laptop, and not of who has read it there', async () => {
    const [alice, bob, carol] = [await aUser(), await aUser(), await aUser()];
    const phones = { bob: await aPhone(bob), carol: await aPhone(carol) };
    const { chatId, send } = await aGroup(alice, [bob.userId, carol.userId]);
    const seq = await send();
    const shown = (frame: Frame) => frame.type === 'message' && frame['chatId'] === chatId;
    await Promise.all([bob.client.next(shown), carol.client.next(shown)]);
    await bob.client.request('markDelivered', { chats: [{ chatId, seq }] });
    await carol.client.request('markRead', { chats: [{ chatId, seq }] });
    expect(seqOf(await pushTo(phones.bob))).toBe(seq);
    expect(pushesTo(phones.carol)).toEqual([]);
  }, 60_000);
});
