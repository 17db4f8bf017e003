import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { SendMessageBatchCommand, type SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { chatsTable, connectionsTable, messagesTable } from '../lambda/contract/tables';
import { SqsCheckQueue } from '../lambda/delivery/check-queue';
import { SqsFanOutQueue } from '../lambda/delivery/fan-out-queue';
import { SqsPushQueue } from '../lambda/delivery/push-queue';
import { GatewaySocketPoster } from '../lambda/delivery/socket-poster';
import { checkDelivery } from '../lambda/domain/check-delivery';
import type { DeliveryCheck } from '../lambda/domain/ports';
import { runFanOutJob } from '../lambda/domain/run-fan-out-job';
import { decodeCheck, decodeJob } from '../lambda/runtime/decode-job';
import { DynamoChatStore } from '../lambda/store/chat-store';
import { DynamoConnectionStore } from '../lambda/store/connection-store';
import { DynamoMessageLog } from '../lambda/store/message-log';
import { CallMeter } from './call-meter';
import { prepareChat } from './prepare-chat';
import { startDynamodb } from './start-dynamodb';

/** What one message costs, counted where the functions call AWS. RRU and WRU: read and write request units. */
export interface SendCost {
  members: number;
  writes: number;
  writeUnits: number;
  sendCalls: number;
  sendReadUnits: number;
  sendQueueCalls: number;
  workerCalls: number;
  workerReadUnits: number;
  checkCalls: number;
  checkReadUnits: number;
  posts: number;
}

const queueUrls = {
  fanOut: 'http://127.0.0.1/fan-out',
  push: 'http://127.0.0.1/push',
  check: 'http://127.0.0.1/check',
};

const runtime = {
  now: Date.now,
  sleep: () => Promise.resolve(),
  random: Math.random,
  report: () => undefined,
  count: () => undefined,
};

/**
 * Sends one message of 100 bytes into a chat of so many members, who have UUIDs for ids and one device each, all online,
 * through the real stores, queue and poster: DynamoDB is dynalite, SQS and API Gateway take everything. Then does what
 * came into the fan-out queue, and the delivery check. Counts only what the message itself caused.
 */
export async function measureSend(members: number): Promise<SendCost> {
  const tables = { Messages: messagesTable, Chats: chatsTable, Connections: connectionsTable };
  const { client, stop } = await startDynamodb(tables);
  const sqs = mockClient(SQSClient);
  const gateway = mockClient(ApiGatewayManagementApiClient);
  sqs.on(SendMessageBatchCommand).resolves({});
  gateway.on(PostToConnectionCommand).resolves({});
  try {
    const ports = portsOn(client);
    const send = await prepareChat(ports, members);
    sqs.resetHistory();
    gateway.resetHistory();
    const meter = new CallMeter(client);
    await send('x'.repeat(100));
    const sent = meter.take();
    const batches = sqs.commandCalls(SendMessageBatchCommand).map(({ args: [command] }) => command.input);
    for (const job of bodiesOf(batches, queueUrls.fanOut)) await runFanOutJob(ports, decodeJob(job));
    const worker = meter.take();
    const check = await measureCheck(ports, bodiesOf(batches, queueUrls.check).map(decodeCheck), meter);
    return {
      members,
      writes: sent.writes,
      writeUnits: sent.writeUnits,
      sendCalls: sent.calls,
      sendReadUnits: sent.readUnits,
      sendQueueCalls: batches.length,
      workerCalls: worker.calls,
      workerReadUnits: worker.readUnits,
      checkCalls: check.calls,
      checkReadUnits: check.readUnits,
      posts: gateway.commandCalls(PostToConnectionCommand).length,
    };
  } finally {
    sqs.restore();
    gateway.restore();
    await stop();
  }
}

/** The jobs in one of the queues. */
function bodiesOf(batches: readonly SendMessageBatchCommandInput[], queueUrl: string): string[] {
  return batches
    .filter((batch) => batch.QueueUrl === queueUrl)
    .flatMap(({ Entries = [] }) => Entries.map(({ MessageBody = '' }) => MessageBody));
}

/** Carries out the checks once everyone has read the message, as it is most of the time. */
async function measureCheck(ports: Ports, checks: readonly DeliveryCheck[], meter: CallMeter) {
  for (const { chatId } of checks) {
    const { entries } = await ports.log.listBefore(chatId, undefined, 1);
    const [{ seq, ordinal } = { seq: 0, ordinal: 0 }] = entries;
    const members = (await ports.chats.getRoster(chatId))?.members.keys() ?? [];
    const raise = { kind: 'read' as const, seq, ordinal, at: new Date().toISOString() };
    await Promise.all([...members].map((userId) => ports.chats.raiseCursor(userId, chatId, raise)));
  }
  meter.take();
  for (const check of checks) await checkDelivery(ports, check);
  return meter.take();
}

type Ports = ReturnType<typeof portsOn>;

type Client = Awaited<ReturnType<typeof startDynamodb>>['client'];

function portsOn(client: Client) {
  return {
    log: new DynamoMessageLog(client, 'Messages'),
    chats: new DynamoChatStore(client, 'Chats', runtime),
    connections: new DynamoConnectionStore(client, 'Connections', runtime),
    // All sockets are there: nobody is lost.
    lost: { put: () => Promise.resolve() },
    poster: new GatewaySocketPoster(runtime),
    queue: new SqsFanOutQueue(queueUrls.fanOut, runtime),
    pushes: new SqsPushQueue(queueUrls.push, runtime),
    checks: new SqsCheckQueue(queueUrls.check, runtime),
    inlineFanOutLimit: 25,
    runtime,
    retentionDays: 1826,
  };
}
