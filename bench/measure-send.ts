import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { chatsTable, connectionsTable, messagesTable } from '../lambda/contract/tables';
import { SqsFanOutQueue } from '../lambda/delivery/fan-out-queue';
import { SqsPushQueue } from '../lambda/delivery/push-queue';
import { GatewaySocketPoster } from '../lambda/delivery/socket-poster';
import { runFanOutJob } from '../lambda/domain/run-fan-out-job';
import { decodeJob } from '../lambda/runtime/decode-job';
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
  posts: number;
}

const runtime = {
  now: Date.now,
  sleep: () => Promise.resolve(),
  random: Math.random,
  report: () => undefined,
};

/**
 * Sends one message of 100 bytes into a chat of so many members, who have UUIDs for ids and one device each, all online,
 * through the real stores, queue and poster: DynamoDB is dynalite, SQS and API Gateway take everything. Then does what
 * came into the fan-out queue. Counts only what the message itself caused.
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
    const jobs = batches.flatMap(({ Entries = [] }) => Entries.map(({ MessageBody = '' }) => MessageBody));
    for (const body of jobs) await runFanOutJob(ports, decodeJob(body));
    const worker = meter.take();
    return {
      members,
      writes: sent.writes,
      writeUnits: sent.writeUnits,
      sendCalls: sent.calls,
      sendReadUnits: sent.readUnits,
      sendQueueCalls: batches.length,
      workerCalls: worker.calls,
      workerReadUnits: worker.readUnits,
      posts: gateway.commandCalls(PostToConnectionCommand).length,
    };
  } finally {
    sqs.restore();
    gateway.restore();
    await stop();
  }
}

type Client = Awaited<ReturnType<typeof startDynamodb>>['client'];

function portsOn(client: Client) {
  return {
    log: new DynamoMessageLog(client, 'Messages'),
    chats: new DynamoChatStore(client, 'Chats', runtime),
    connections: new DynamoConnectionStore(client, 'Connections', runtime),
    poster: new GatewaySocketPoster(runtime),
    queue: new SqsFanOutQueue('http://127.0.0.1/fan-out', runtime),
    pushes: new SqsPushQueue('http://127.0.0.1/push', runtime),
    inlineFanOutLimit: 25,
    runtime,
    retentionDays: 1826,
  };
}
