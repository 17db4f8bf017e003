import { BatchGetCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { connectionsTable } from '../../../lambda/contract/tables';
import { connect } from '../../../lambda/domain/connect';
import type { ConnectionStore } from '../../../lambda/domain/ports';
import { DynamoConnectionStore } from '../../../lambda/store/connection-store';
import { aSocket } from '../../support/chat-world';
import { startDynamodb } from '../../../bench/start-dynamodb';
import { MemoryConnectionStore } from '../../support/memory-delivery';
import { ManualRuntime } from '../../support/memory-stores';

const nowMs = Date.UTC(2026, 0, 1);
const runtime = new ManualRuntime(nowMs);

const engines: Record<string, () => Promise<{ connections: ConnectionStore; stop: () => Promise<void> }>> = {
  memory: () =>
    Promise.resolve({ connections: new MemoryConnectionStore(runtime), stop: () => Promise.resolve() }),
  DynamoDB: async () => {
    const { client, stop } = await startDynamodb({ Connections: connectionsTable });
    return { connections: new DynamoConnectionStore(client, 'Connections', runtime), stop };
  },
};

let users = 0;
let userId = '';
beforeEach(() => {
  userId = `user-${users++}`;
  runtime.nowMs = nowMs;
});

const aSocketOf = (connectionId: string, expiresAt = nowMs + 60_000) =>
  aSocket({ userId, connectionId, expiresAt });

describe.each(Object.keys(engines))('ConnectionStore on %s', (engine) => {
  let connections: ConnectionStore;
  let stop: () => Promise<void>;
  beforeAll(async () => ({ connections, stop } = await engines[engine]!()));
  afterAll(() => stop());

  const listed = async () => (await connections.list([userId])).map((socket) => socket.connectionId).sort();

  async function putMany(count: number): Promise<void> {
    for (let index = 0; index < count; index++) await connections.put(aSocketOf(`c${index}=`));
  }

  it('finds the sockets of every device of every user, and counts them: the first brings the user online', async () => {
    const phone = aSocket({ userId, connectionId: 'phone=', deviceId: 'phone' });
    const tab = aSocket({ userId, connectionId: 'tab=' });
    expect(await connections.put(phone)).toBe(1);
    expect(await connections.put(tab)).toBe(2);
    const found = await connections.list([userId, userId, 'nobody']);
    expect(found.sort((a, b) => a.connectionId.localeCompare(b.connectionId))).toEqual([phone, tab]);
  });

  it('counts a socket once that is put twice: the SDK tries again when an answer is lost', async () => {
    await connections.put(aSocketOf('one='));
    expect(await connections.put(aSocketOf('one='))).toBe(1);
    expect(await listed()).toEqual(['one=']);
  });

  it('takes a late disconnect for the one socket that it names; the last one takes the user offline', async () => {
    await connections.put(aSocketOf('old='));
    await connections.put(aSocketOf('new='));
    expect(await connections.remove({ userId, connectionId: 'old=' })).toBe(1);
    expect(await connections.remove({ userId, connectionId: 'old=' })).toBe(1);
    expect(await listed()).toEqual(['new=']);
    expect(await connections.remove({ userId, connectionId: 'new=' })).toBe(0);
    expect(await connections.remove({ userId: 'nobody', connectionId: 'new=' })).toBe(0);
  });

  it('ignores expired sockets wherever it counts, and forgets them when the user connects again', async () => {
    await connections.put(aSocketOf('old=', nowMs + 1000));
    await connections.put(aSocketOf('other='));
    runtime.nowMs += 1000;
    expect(await listed()).toEqual(['other=']);
    expect(await connections.put(aSocketOf('new='))).toBe(2);
    expect(await connections.remove({ userId, connectionId: 'other=' })).toBe(1);
    runtime.nowMs -= 1000;
    expect(await listed()).toEqual(['new=']);
  });

  it('reads the sockets of more users than one batch holds', async () => {
    const userIds = Array.from({ length: 230 }, (_user, index) => `${userId}-${index}`);
    await Promise.all(userIds.map((id) => connections.put(aSocket({ userId: id, connectionId: `${id}=` }))));
    expect(await connections.list(userIds)).toHaveLength(230);
    expect(await connections.list([])).toEqual([]);
  });

  it('holds 20 sockets of one user, refuses the next, and has room again when one goes or expires', async () => {
    await putMany(19);
    expect(await connect(connections, aSocketOf('last=', nowMs + 1000))).toBe(true);
    expect(await connect(connections, aSocketOf('more='))).toBe(false);
    expect(await listed()).toHaveLength(20);
    runtime.nowMs += 1000;
    expect(await connect(connections, aSocketOf('more='))).toBe(true);
    await connections.remove({ userId, connectionId: 'c0=' });
    expect(await connect(connections, aSocketOf('again='))).toBe(true);
    expect(await listed()).toHaveLength(20);
  });

  it.each([2, 5])('accepts one of %i sockets that race for the 20th place', async (count) => {
    await putMany(19);
    const racers = Array.from({ length: count }, (_racer, index) => aSocketOf(`racer-${index}=`));
    const accepted = await Promise.all(racers.map((socket) => connect(connections, socket)));
    expect(accepted.filter(Boolean)).toHaveLength(1);
    expect(await listed()).toHaveLength(20);
    expect(await listed()).toContain(racers[accepted.indexOf(true)]!.connectionId);
  });

  it('counts a refused socket whose removal died until it expires, and no longer', async () => {
    await putMany(20);
    const dying: ConnectionStore = {
      put: (socket) => connections.put(socket),
      list: (userIds) => connections.list(userIds),
      remove: () => Promise.reject(new Error('died')),
    };
    await expect(connect(dying, aSocketOf('refused=', nowMs + 1000))).rejects.toThrow('died');
    await connections.remove({ userId, connectionId: 'c0=' });
    expect(await connect(connections, aSocketOf('early='))).toBe(false);
    runtime.nowMs += 1000;
    expect(await connect(connections, aSocketOf('later='))).toBe(true);
    expect(await listed()).toHaveLength(20);
  });
});

describe('DynamoConnectionStore', () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const api = mockClient(client);
  const store = () => new DynamoConnectionStore(client, 'Connections', runtime);
  const itemOf = (id: string) => {
    const { userId: _userId, connectionId, ...stored } = aSocket({ userId: id, connectionId: `${id}=` });
    return { userId: id, [`c#${connectionId}`]: stored };
  };
  const requests = () => api.commandCalls(BatchGetCommand).map((call) => call.args[0].input.RequestItems);

  beforeEach(() => api.reset());

  it('reads strongly, and asks again for the keys that DynamoDB did not get to', async () => {
    const unprocessed = { Connections: { Keys: [{ userId: 'bob' }], ConsistentRead: true } };
    api
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { Connections: [itemOf('alice')] }, UnprocessedKeys: unprocessed })
      .resolvesOnce({ UnprocessedKeys: unprocessed })
      .resolves({ Responses: { Connections: [itemOf('bob')] } });
    const found = await store().list(['alice', 'bob']);
    expect(found.map((socket) => socket.connectionId)).toEqual(['alice=', 'bob=']);
    expect(requests()).toEqual([
      { Connections: { Keys: [{ userId: 'alice' }, { userId: 'bob' }], ConsistentRead: true } },
      unprocessed,
      unprocessed,
    ]);
    expect(runtime.nowMs).toBeGreaterThan(nowMs);
  });

  it('throws when keys stay unread: a recipient who is left out would hear nothing', async () => {
    const unprocessed = { Connections: { Keys: [{ userId: 'bob' }], ConsistentRead: true } };
    api.on(BatchGetCommand).resolves({ UnprocessedKeys: unprocessed });
    await expect(store().list(['bob'])).rejects.toThrow('throttled');
  });

  it('reads batches of 100 users at the same time', async () => {
    let asked = 0;
    let answer = (): void => undefined;
    const bothAsked = new Promise<void>((resolve) => (answer = resolve));
    api.on(BatchGetCommand).callsFake(async () => {
      if (++asked === 2) answer();
      await bothAsked;
      return {};
    });
    await store().list(Array.from({ length: 101 }, (_user, index) => `user-${index}`));
    expect(requests().map((request) => request?.['Connections']?.Keys?.length)).toEqual([100, 1]);
  });

  it('connects and disconnects with one write each', async () => {
    api.on(UpdateCommand).resolves({ Attributes: itemOf('alice') });
    await store().put(aSocket({ userId: 'alice', connectionId: 'alice=' }));
    await store().remove({ userId: 'alice', connectionId: 'alice=' });
    expect(api.calls()).toHaveLength(2);
  });

  it('makes no item of a user who has none: without a time-to-live it would stay for ever', async () => {
    api
      .on(UpdateCommand, { ConditionExpression: 'attribute_exists(userId)' })
      .rejects(new ConditionalCheckFailedException({ message: 'no item', $metadata: {} }));
    expect(await store().remove({ userId: 'nobody', connectionId: 'c=' })).toBe(0);
    expect(api.calls()).toHaveLength(1);
  });

  it('throws when it cannot be asked', async () => {
    api.on(UpdateCommand).rejects(new Error('throttled'));
    await expect(store().remove({ userId: 'alice', connectionId: 'c=' })).rejects.toThrow('throttled');
  });

  it('lets a handshake pass when expired sockets cannot be pruned', async () => {
    runtime.nowMs = Date.UTC(2027, 0, 1);
    api
      .on(UpdateCommand)
      .resolvesOnce({ Attributes: itemOf('alice') })
      .rejects(new Error('throttled'));
    expect(await store().put(aSocket({ userId: 'alice', connectionId: 'new=' }))).toBe(0);
    expect(runtime.reports).toEqual(['expired connections could not be removed']);
  });
});
