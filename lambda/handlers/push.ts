import { SnsPushSender } from '../delivery/sns-push-sender';
import { pushToPhones } from '../domain/push-to-phones';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodePush } from '../runtime/decode-job';
import { machine } from '../runtime/machine';
import { serveBatch } from '../runtime/serve-jobs';
import { DynamoChatStore } from '../store/chat-store';
import { DynamoConnectionStore } from '../store/connection-store';
import { DynamoDeviceStore } from '../store/device-store';
import { documentClient } from '../store/document-client';
import { DynamoMessageLog } from '../store/message-log';

const environment = decodeEnvironment('push');
const client = documentClient();
const ports = {
  chats: new DynamoChatStore(client, environment.CHATS_TABLE, machine),
  connections: new DynamoConnectionStore(client, environment.CONNECTIONS_TABLE, machine),
  devices: new DynamoDeviceStore(client, environment.CHATS_TABLE),
  log: new DynamoMessageLog(client, environment.MESSAGES_TABLE),
  sender: new SnsPushSender(),
  hasPreviews: environment.PUSH_PREVIEW === 'on',
  runtime: machine,
};

/**
 * Triggered by the push queue, a few seconds' jobs at once. A job that runs twice finds that it was done; if it died
 * before it noted so, the phone gets the same push again, in place of the first.
 */
export const handler = serveBatch(decodePush, (jobs) => pushToPhones(ports, jobs));
