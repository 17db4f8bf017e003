import { CallMeter } from '../../bench/call-meter';
import { startDynamodb } from '../../bench/start-dynamodb';
import { chatsTable, messagesTable } from '../../lambda/contract/tables';
import { createChat } from '../../lambda/domain/create-chat';
import { nextEntry } from '../../lambda/domain/next-entry';
import { raiseCursors } from '../../lambda/domain/raise-cursors';
import { DynamoChatStore } from '../../lambda/store/chat-store';
import { DynamoMessageLog } from '../../lambda/store/message-log';
import { aCaller, aMessageId, type ChatWorld, chatWorld } from '../support/chat-world';

const noted = 500;

describe('a receipt', () => {
  let stop: () => Promise<void>;
  let world: Omit<ChatWorld, 'log' | 'chats'> & { log: DynamoMessageLog; chats: DynamoChatStore };
  let chatId: string;
  let meter: CallMeter;

  /** bob's chat with alice, who has written 500 messages. */
  beforeAll(async () => {
    const { client, stop: stopDynamodb } = await startDynamodb({
      Messages: messagesTable,
      Chats: chatsTable,
    });
    stop = stopDynamodb;
    const { log: _log, chats: _chats, ...rest } = chatWorld();
    const log = new DynamoMessageLog(client, 'Messages');
    world = { ...rest, log, chats: new DynamoChatStore(client, 'Chats', rest.runtime) };
    const request = { action: 'createChat', requestId: '1', type: 'DIRECT', with: 'bob' } as const;
    ({ chatId } = (await createChat(world, aCaller(world, 'alice'), request)).chat);
    let [last] = (await log.listBefore(chatId, undefined, 1)).entries;
    const place = { nowMs: world.runtime.now(), retentionDays: 30 };
    for (let at = 1; at <= noted; at++) {
      const draft = { chatId, senderId: 'alice', clientMessageId: aMessageId(String(at)) };
      last = nextEntry({ ...draft, contentType: 'TEXT', content: 'hi' }, last, place);
      await log.append(last);
    }
    meter = new CallMeter(client);
  }, 60_000);
  afterAll(() => stop());

  async function costOf(kind: 'delivered' | 'read', seq: number) {
    const { chats } = await raiseCursors(world, aCaller(world, 'bob'), { kind, chats: [{ chatId, seq }] });
    expect(chats[0]).toMatchObject(kind === 'read' ? { readSeq: seq } : { deliveredSeq: seq });
    return meter.take();
  }

  it.each(['delivered', 'read'] as const)(
    'that says %s is one conditional write, however many messages it covers',
    async (kind) => {
      const ofOne = await costOf(kind, 2);
      const ofAll = await costOf(kind, noted + 1);
      expect(ofOne).toMatchObject({ writes: 1, writeUnits: 1 });
      expect(ofAll).toEqual(ofOne);
    },
  );
});
