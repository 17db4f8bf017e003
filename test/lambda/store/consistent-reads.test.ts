import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoChatStore } from '../../../lambda/store/chat-store';
import { DynamoConnectionStore } from '../../../lambda/store/connection-store';
import { DynamoMessageLog } from '../../../lambda/store/message-log';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { ManualRuntime } from '../../support/memory-stores';

/** Eventually consistent reads lost messages and hid chats in the model of the log. */
describe('every read of the stores', () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const runtime = new ManualRuntime();
  const log = new DynamoMessageLog(client, 'Messages');
  const chats = new DynamoChatStore(client, 'Chats', runtime);
  const connections = new DynamoConnectionStore(client, 'Connections', runtime);
  const entry = {
    chatId: 'c',
    seq: 1,
    ordinal: 1,
    eventSeq: 0,
    messageId: '1',
    senderId: 'alice',
    clientMessageId: 'x',
    sentAt: '2026-01-01T00:00:00.000Z',
    expiresAt: 1,
    contentType: 'TEXT' as const,
    content: 'hi',
  };

  it.each([
    ['listFrom', () => log.listFrom('c', 1, 10)],
    ['listBefore', () => log.listBefore('c', undefined, 10)],
    ['append, when the seq is taken', () => log.append(entry)],
    ['getRoster', () => chats.getRoster('c')],
    ['getRosters', () => chats.getRosters(['c'])],
    ['listUserChats', () => chats.listUserChats('alice', undefined, 10)],
    ['list of connections', () => connections.list(['alice'])],
  ])('is strongly consistent in %s', async (_name, read) => {
    const mock = mockClient(client);
    mock.rejects(new ConditionalCheckFailedException({ message: 'taken', $metadata: {} }));
    mock.on(GetCommand).resolves({ Item: { ...entry, members: {} } });
    mock.on(QueryCommand).resolves({ Items: [] });
    mock.on(BatchGetCommand).resolves({ Responses: {} });
    await read();
    const reads = mock.calls().flatMap(({ args: [command] }) => {
      if (command instanceof GetCommand || command instanceof QueryCommand)
        return [command.input.ConsistentRead];
      if (!(command instanceof BatchGetCommand)) return [];
      return Object.values(command.input.RequestItems ?? {}).map(({ ConsistentRead }) => ConsistentRead);
    });
    expect(reads).toEqual([true]);
    mock.restore();
  });
});
