import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import type { Push } from '../../local/aws/push-platforms';
import type { Runtime } from '../../local/runtime-options';
import { type Frame, RawClient, startChat } from '../support/local-runtime';
import { aPhone, dataOf, pushesTo, pushTo } from '../support/phones';

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

  const seqOf = (push: Push) => Number(dataOf(push)['seq']);

  it('tells both phones of a member who is offline, without the text', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const android = await aPhone(bob.client);
    const iphone = await aPhone(bob.client, 'tablet', 'APNS');
    const { chatId, send } = await aGroup(alice, [bob.userId]);
    await bob.client.close();
    const seq = await send();
    expect(seqOf(await pushTo(runtime, android))).toBe(seq);
    const { payload, attributes } = await pushTo(runtime, iphone);
    expect(JSON.parse(payload)).toMatchObject({ chatId, seq, aps: { badge: 1, 'thread-id': chatId } });
    expect(attributes['AWS.SNS.MOBILE.APNS.COLLAPSE_ID']).toMatch(/^[\w-]{22}$/);
    expect(JSON.stringify(runtime.pushes())).not.toContain('a secret');
  }, 60_000);

  it('makes fewer pushes of a burst than it has messages, the last one with its end', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const token = await aPhone(bob.client);
    const { send } = await aGroup(alice, [bob.userId]);
    await bob.client.close();
    const seqs: number[] = [];
    for (let count = 0; count < 20; count++) seqs.push(await send());
    await pushTo(runtime, token, (push) => seqOf(push) === seqs.at(-1));
    expect(pushesTo(runtime, token).length).toBeLessThan(seqs.length / 2);
  }, 60_000);

  it('tells no phone whose endpoint is disabled, until it registers again', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const token = await aPhone(bob.client);
    const watch = await aPhone(bob.client, 'watch');
    const { send } = await aGroup(alice, [bob.userId]);
    await bob.client.close();
    const first = await send();
    const { endpointArn } = await pushTo(runtime, token, (push) => seqOf(push) === first);
    runtime.disableEndpoint(endpointArn);
    const second = await send();
    await pushTo(runtime, watch, (push) => seqOf(push) === second);
    const { client } = await aUser(bob.userId);
    await client.request('registerDevice', { deviceId: 'phone', platform: 'FCM', token });
    await client.close();
    const third = await send();
    await pushTo(runtime, token, (push) => seqOf(push) === third);
    expect(pushesTo(runtime, token).map(seqOf)).toEqual([first, third]);
  }, 60_000);

  it('pushes no more to a phone that has lost the app, once SNS has told of it', async () => {
    const [alice, bob] = [await aUser(), await aUser()];
    const token = await aPhone(bob.client);
    const watch = await aPhone(bob.client, 'watch');
    const { send } = await aGroup(alice, [bob.userId]);
    await bob.client.close();
    const first = await send();
    const { endpointArn } = await pushTo(runtime, token, (push) => seqOf(push) === first);
    runtime.removeApp(endpointArn);
    const second = await send();
    await pushTo(runtime, watch, (push) => seqOf(push) === second);
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
    await pushTo(runtime, watch, (push) => seqOf(push) === third);
    expect(pushesTo(runtime, token).map(seqOf)).toEqual([first]);
    expect(await isEnabled()).toBe(false);
  }, 60_000);

  it('keeps the phone of who has muted the chat still, and no longer when they want', async () => {
    const [alice, bob, carol] = [await aUser(), await aUser(), await aUser()];
    const phones = { bob: await aPhone(bob.client), carol: await aPhone(carol.client) };
    const { chatId, send } = await aGroup(alice, [bob.userId, carol.userId]);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect(await bob.client.request('muteChat', { chatId, until })).toMatchObject({ mutedUntil: until });
    const { chats } = await bob.client.request('listChats');
    expect(chats).toMatchObject([{ chatId, cursors: { mutedUntil: until } }]);
    await Promise.all([bob.client.close(), carol.client.close()]);
    const muted = await send();
    await pushTo(runtime, phones.carol, (push) => seqOf(push) === muted);
    const { client } = await aUser(bob.userId);
    await client.request('muteChat', { chatId });
    await client.close();
    const heard = await send();
    await pushTo(runtime, phones.bob, (push) => seqOf(push) === heard);
    expect(pushesTo(runtime, phones.bob).map(seqOf)).toEqual([heard]);
  }, 60_000);

  it('tells the phone of who does not look at their laptop, and not of who has read it there', async () => {
    const [alice, bob, carol] = [await aUser(), await aUser(), await aUser()];
    const phones = { bob: await aPhone(bob.client), carol: await aPhone(carol.client) };
    const { chatId, send } = await aGroup(alice, [bob.userId, carol.userId]);
    const seq = await send();
    const shown = (frame: Frame) => frame.type === 'message' && frame['chatId'] === chatId;
    await Promise.all([bob.client.next(shown), carol.client.next(shown)]);
    await bob.client.request('markDelivered', { chats: [{ chatId, seq }] });
    await carol.client.request('markRead', { chats: [{ chatId, seq }] });
    expect(seqOf(await pushTo(runtime, phones.bob))).toBe(seq);
    expect(pushesTo(runtime, phones.carol)).toEqual([]);
  }, 60_000);
});
