import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { nextEntry } from '../../lambda/domain/next-entry';
import type { DeliveryCheck, Socket } from '../../lambda/domain/ports';
import { machine } from '../../lambda/runtime/machine';
import { DynamoConnectionStore } from '../../lambda/store/connection-store';
import { DynamoMessageLog } from '../../lambda/store/message-log';
import { gatewayId } from '../../local/gateway/ids';
import type { Runtime } from '../../local/runtime-options';
import { type Frame, RawClient } from './local-runtime';

/** A socket that is gone is believed to be so from 15 minutes on. */
const hour = 3_600_000;
const nowhere = { callbackUrl: 'http://127.0.0.1:1/none' };

/** Longer than a handshake takes on a machine that is busy. */
const expiringSeconds = 8;

/** What people do in a chat, each time with new people, and what may have happened to their sockets and logs before. */
export class ChatFlows {
  private readonly client: DynamoDBClient;
  protected readonly sqs: SQSClient;
  private readonly clients: RawClient[] = [];
  private readonly expired: RawClient[] = [];

  constructor(protected readonly runtime: Runtime) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const configuration = { endpoint: runtime.awsUrl, region: 'us-east-1', credentials };
    this.client = new DynamoDBClient(configuration);
    this.sqs = new SQSClient(configuration);
  }

  /** Sockets that are open still although their tokens have expired: `useExpired` takes one. */
  async prepareExpired(count: number): Promise<void> {
    await this.connect();
    for (let at = 0; at < count; at++) {
      const userId = this.name();
      this.expired.push(
        await RawClient.connect(this.runtime, userId, { token: this.runtime.token(userId, expiringSeconds) }),
      );
    }
    await machine.sleep(expiringSeconds * 1000 + 100);
  }

  name(): string {
    return `u-${randomUUID().slice(0, 8)}`;
  }

  async connect(userId = this.name()): Promise<{ userId: string; client: RawClient }> {
    const client = await RawClient.connect(this.runtime, userId);
    this.clients.push(client);
    return { userId, client };
  }

  async leave(): Promise<void> {
    const { client } = await this.connect();
    await client.close();
  }

  useExpired(action: string): Promise<Frame> {
    return this.expired.pop()!.request(action);
  }

  async createDirect(withUser = this.name()): Promise<Frame> {
    const { client } = await this.connect();
    return client.request('createChat', { type: 'DIRECT', with: withUser });
  }

  /** Two who create the same chat at the same moment; their answers. */
  async createAtOnce(): Promise<Frame[]> {
    const [one, other] = [await this.connect(), await this.connect()];
    return Promise.all([
      one.client.request('createChat', { type: 'DIRECT', with: other.userId }),
      other.client.request('createChat', { type: 'DIRECT', with: one.userId }),
    ]);
  }

  async aChat(
    members: string[] = [this.name()],
  ): Promise<{ client: RawClient; chatId: string; userId: string }> {
    const { client, userId } = await this.connect();
    const created = await this.change(client, 'createChat', { type: 'GROUP', title: 'Trip', members });
    return { client, userId, chatId: (created['chat'] as { chatId: string }).chatId };
  }

  async send(members?: string[]): Promise<Frame> {
    const { client, chatId } = await this.aChat(members);
    return this.change(client, 'sendMessage', { chatId, afterSeq: 1, content: 'hi' });
  }

  /** The delivery check of a message, which would come by itself some seconds later; the other member got a socket meanwhile. */
  async checkSend(other: 'offline' | 'connected' | 'dead' | 'out of reach' = 'offline'): Promise<void> {
    const member = this.name();
    const { chatId, userId, client } = await this.aChat([member]);
    const clientMessageId = randomUUID();
    await client.request('sendMessage', { chatId, afterSeq: 1, content: 'hi', clientMessageId });
    if (other === 'connected') await this.connect(member);
    if (other === 'dead') await this.aDeadSocket(member);
    if (other === 'out of reach') await this.aSocket(member, nowhere);
    await this.check({ chatId, senderId: userId, clientMessageId, afterSeq: 1 });
  }

  /** The same of an event whose writer died before anything else was done. */
  async checkDied(): Promise<void> {
    const { chatId, userId, clientMessageId } = await this.aChatBehind();
    await this.check({ chatId, senderId: userId, clientMessageId, afterSeq: 1 });
  }

  /** Messages that fight for the same place in the log; their answers. */
  async sendAtOnce(): Promise<Frame[]> {
    const { client, chatId } = await this.aChat();
    const contents = ['one', 'two', 'three', 'four'];
    return Promise.all(
      contents.map((content) => this.change(client, 'sendMessage', { chatId, afterSeq: 1, content })),
    );
  }

  /** A message to more than are told at once: one is there, one gone without a word, one out of reach, the rest offline. */
  async sendToMany(): Promise<Frame> {
    const { userId } = await this.connect();
    const offline = Array.from({ length: 26 }, () => this.name());
    return this.send([
      userId,
      await this.aDeadSocket(),
      await this.aSocket(this.name(), nowhere),
      ...offline,
    ]);
  }

  /** A message for whom nobody has noticed yet that the socket is gone. */
  async sendToDead(): Promise<Frame> {
    const member = this.name();
    const { client, chatId } = await this.aChat([member]);
    await this.aDeadSocket(member);
    return this.change(client, 'sendMessage', { chatId, afterSeq: 1, content: 'hi' });
  }

  async markRead(): Promise<Frame> {
    const { client, chatId } = await this.aChat();
    return client.request('markRead', { chats: [{ chatId, seq: 1 }] });
  }

  /** Somebody types where another one is: there, or gone without a word. */
  async type(other: 'connected' | 'dead'): Promise<Frame> {
    const member = this.name();
    const { client, chatId } = await this.aChat([member]);
    await (other === 'connected' ? this.connect(member) : this.aDeadSocket(member));
    return client.request('typing', { chatId, state: 'started' });
  }

  /** The user of a socket that has vanished without a word. */
  aDeadSocket(userId = this.name()): Promise<string> {
    return this.aSocket(userId, {});
  }

  /** A chat whose roster is one event behind its log: who appended the event died before storing it. */
  async aChatBehind(): Promise<{
    client: RawClient;
    chatId: string;
    userId: string;
    clientMessageId: string;
  }> {
    const chat = await this.aChat();
    const log = new DynamoMessageLog(this.documents, this.table('Messages'));
    const [last] = (await log.listBefore(chat.chatId, undefined, 1)).entries;
    const clientMessageId = randomUUID();
    const content = { kind: 'updated' as const, title: 'Rome' };
    const draft = { chatId: chat.chatId, senderId: chat.userId, clientMessageId };
    const place = { nowMs: Date.now(), retentionDays: 30 };
    await log.append(nextEntry({ ...draft, contentType: 'EVENT', content }, last, place));
    return { ...chat, clientMessageId };
  }

  async changeMembers(): Promise<Frame[]> {
    const [member, { client, chatId }] = [this.name(), await this.aChat()];
    return [
      await this.change(client, 'addMembers', { chatId, afterSeq: 1, members: [member] }),
      await this.change(client, 'updateChat', { chatId, afterSeq: 2, title: 'Rome' }),
      await this.change(client, 'removeMember', { chatId, afterSeq: 3, member }),
      await this.change(client, 'leaveChat', { chatId, afterSeq: 4 }),
    ];
  }

  async read(action: 'getMessages' | 'getChat' | 'getReceipts' | 'listChats' | 'sync'): Promise<Frame> {
    const { client, chatId } = await this.aChat();
    const fields = { listChats: {}, sync: { chats: [{ chatId, afterSeq: 0 }] } };
    return client.request(action, action in fields ? fields[action as keyof typeof fields] : { chatId });
  }

  change(client: RawClient, action: string, fields: object): Promise<Frame> {
    return client.request(action, { clientMessageId: randomUUID(), ...fields });
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients, ...this.expired].map((client) => client.close()));
    for (const client of [this.client, this.sqs]) client.destroy();
  }

  private async aSocket(userId: string, fields: Partial<Socket>): Promise<string> {
    const connections = new DynamoConnectionStore(this.documents, this.table('Connections'), machine);
    const { userId: someone } = await this.connect();
    const [known] = await connections.list([someone]);
    const connectedAt = Date.now() - hour;
    await connections.put({ ...known!, userId, connectionId: gatewayId(), connectedAt, ...fields });
    return userId;
  }

  /** Not delayed: nobody waits for the seconds that the queue would hold it back. */
  private async check(check: DeliveryCheck): Promise<void> {
    const queue = this.runtime.queues.find(({ logicalId }) => logicalId.startsWith('DeliveryCheckQueue'))!;
    const message = { QueueUrl: queue.url, MessageBody: JSON.stringify(check), DelaySeconds: 0 };
    await this.sqs.send(new SendMessageCommand(message));
  }

  protected get documents(): DynamoDBDocumentClient {
    return DynamoDBDocumentClient.from(this.client);
  }

  protected table(name: string): string {
    return this.runtime.tables.find(({ logicalId }) => logicalId.includes(name))!.name;
  }
}
