import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EnvironmentOf } from '../contract/handlers';
import { machine } from '../runtime/machine';
import { DynamoChatStore } from '../store/chat-store';
import { DynamoMessageLog } from '../store/message-log';

/** What it takes to read chats: their logs, and what is derived from them. */
export function rosterPorts(
  client: DynamoDBDocumentClient,
  environment: Pick<EnvironmentOf<'history'>, 'MESSAGES_TABLE' | 'CHATS_TABLE'>,
) {
  return {
    log: new DynamoMessageLog(client, environment.MESSAGES_TABLE),
    chats: new DynamoChatStore(client, environment.CHATS_TABLE, machine),
    runtime: machine,
  };
}
