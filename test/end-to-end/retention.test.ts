import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import type { Runtime } from '../../local/runtime-options';
import { entryKey, rosterKey } from '../../lambda/store/keys';
import { RawClient, startChat } from '../support/local-runtime';

const yearSeconds = 365 * 86_400;

/** Through the bundled functions and the tables of the template, where nothing deletes what has expired. */
describe('entries that have expired and are not deleted', () => {
  let runtime: Runtime;
  let dynamodb: DynamoDBClient;
  let alice: RawClient;
  let bob: RawClient;
  let chatId: string;

  beforeAll(async () => {
    runtime = await startChat();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    dynamodb = new DynamoDBClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
    [alice, bob] = [await RawClient.connect(runtime, 'alice'), await RawClient.connect(runtime, 'bob')];
    const { chat } = await alice.request('createChat', { type: 'DIRECT', with: 'bob' });
    ({ chatId } = chat as { chatId: string });
    for (const afterSeq of [1, 2, 3, 4, 5]) await send(afterSeq);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([alice.close(), bob.close()]);
    dynamodb.destroy();
    await runtime.stop();
  });

  const send = (afterSeq: number) =>
    alice.request('sendMessage', { chatId, clientMessageId: randomUUID(), afterSeq, content: 'hello' });

  const tableOf = (name: string) => runtime.tables.find(({ logicalId }) => logicalId.startsWith(name))!.name;

  const seqsOfHistory = async () => {
    const { messages } = await bob.request('getMessages', { chatId });
    return (messages as { seq: number }[]).map(({ seq }) => seq);
  };

  const inList = async () => {
    const { chats } = await bob.request('listChats');
    return (chats as Record<string, unknown>[])[0];
  };

  interface Place {
    table: string;
    key: { PK: string; SK: string };
    name: string;
  }

  /** Puts an attribute to where it would be if the chat were older. */
  const put = ({ table, key, name }: Place, value: { S: string } | { N: string }) =>
    dynamodb.send(
      new UpdateItemCommand({
        TableName: tableOf(table),
        Key: { PK: { S: key.PK }, SK: { S: key.SK } },
        UpdateExpression: 'SET #name = :value',
        ConditionExpression: 'attribute_exists(#name)',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value },
      }),
    );

  async function expire(seqs: readonly number[]): Promise<void> {
    const past = { N: String(Math.floor(Date.now() / 1000) - 60) };
    for (const seq of seqs)
      await put({ table: 'TablesMessages', key: entryKey(chatId, seq), name: 'expiresAt' }, past);
  }

  it('are shown to nobody, nor counted as unread, and the chat goes on with its numbers', async () => {
    expect(await seqsOfHistory()).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await inList()).toMatchObject({ unread: 5 });
    const createdAt = { S: new Date(Date.now() - 6 * yearSeconds * 1000).toISOString() };
    await put({ table: 'TablesChats', key: rosterKey(chatId), name: 'createdAt' }, createdAt);
    await expire([1, 2, 3, 4]);
    expect(await seqsOfHistory()).toEqual([6, 5]);
    expect(await inList()).toMatchObject({ unread: 2, lastMessage: { seq: 6 } });
    expect(await send(6)).toMatchObject({ type: 'ok', seq: 7 });
    expect(await seqsOfHistory()).toEqual([7, 6, 5]);
    expect(await inList()).toMatchObject({ unread: 3 });
  });

  it('leave, when they are all that there was, a chat that goes on at the next thousand and says so', async () => {
    const { messages } = await bob.request('getMessages', { chatId });
    await expire((messages as { seq: number }[]).map(({ seq }) => seq));
    await expire([1, 2, 3, 4]);
    expect(await seqsOfHistory()).toEqual([]);
    const listed = await inList();
    expect(listed).toMatchObject({ unread: 0, lastSeq: 999 });
    expect(listed).not.toHaveProperty('lastMessage');
    expect(await bob.request('sync', { chats: [{ chatId, afterSeq: 6 }] })).toMatchObject({
      chats: [{ messages: [], reset: { fromSeq: 1000 } }],
    });
    // One client still has what has expired, another has begun anew.
    expect(await send(7)).toMatchObject({ type: 'ok', seq: 1000 });
    expect(await send(1000)).toMatchObject({ type: 'ok', seq: 1001 });
    expect(await seqsOfHistory()).toEqual([1001, 1000]);
    expect(await inList()).toMatchObject({ unread: 2, lastMessage: { seq: 1001 } });
  });
});
