import type { SQSEvent } from 'aws-lambda';
import type { ActionsOf } from '../../lambda/contract/handlers';
import { addMembers } from '../../lambda/domain/add-members';
import { checkDelivery } from '../../lambda/domain/check-delivery';
import { connect } from '../../lambda/domain/connect';
import { createChat } from '../../lambda/domain/create-chat';
import type { DeviceStore, PlatformEndpoints, PushSender } from '../../lambda/domain/device';
import { getChat } from '../../lambda/domain/get-chat';
import { getMessages } from '../../lambda/domain/get-messages';
import { getPresence, watchPresence } from '../../lambda/domain/get-presence';
import { getReceipts } from '../../lambda/domain/get-receipts';
import { goOffline } from '../../lambda/domain/go-offline';
import { keepOnline } from '../../lambda/domain/keep-online';
import { leaveChat } from '../../lambda/domain/leave-chat';
import { listChats } from '../../lambda/domain/list-chats';
import { muteChat } from '../../lambda/domain/mute-chat';
import { ping } from '../../lambda/domain/ping';
import type {
  CheckQueue,
  ChatStore,
  ConnectionStore,
  FanOutQueue,
  MessageLog,
  PushQueue,
  Runtime,
  SocketPoster,
} from '../../lambda/domain/ports';
import type { LostSocketQueue, PresencePorts } from '../../lambda/domain/presence';
import { postPresence } from '../../lambda/domain/post-presence';
import { pushToPhones } from '../../lambda/domain/push-to-phones';
import { raiseCursors } from '../../lambda/domain/raise-cursors';
import { registerDevice, unregisterDevice } from '../../lambda/domain/register-device';
import { removeMember } from '../../lambda/domain/remove-member';
import { runFanOutJob } from '../../lambda/domain/run-fan-out-job';
import { sendMessage } from '../../lambda/domain/send-message';
import { hello } from '../../lambda/domain/session';
import { sweepLeases } from '../../lambda/domain/sweep-leases';
import { syncChats } from '../../lambda/domain/sync-chats';
import { tellTyping } from '../../lambda/domain/tell-typing';
import { updateChat } from '../../lambda/domain/update-chat';
import { decodeConnectEvent, decodeDisconnectEvent, subprotocolsOf } from '../../lambda/runtime/decode-event';
import {
  decodeCheck,
  decodeJob,
  decodeLostSockets,
  decodePresenceChange,
  decodePush,
} from '../../lambda/runtime/decode-job';
import { serveActions } from '../../lambda/runtime/serve-actions';
import { serveBatch, serveJobs } from '../../lambda/runtime/serve-jobs';
import { subprotocol } from '../../protocol';

/** Everything outside of the functions, as one run of a function reaches it. */
export interface FunctionPorts extends PresencePorts {
  lost: LostSocketQueue;
  directory: 'contacts' | 'open';
  log: MessageLog;
  chats: ChatStore;
  connections: ConnectionStore;
  devices: DeviceStore;
  endpoints: PlatformEndpoints;
  poster: SocketPoster;
  queue: FanOutQueue;
  pushes: PushQueue;
  checks: CheckQueue;
  sender: PushSender;
  runtime: Runtime;
  inlineFanOutLimit: number;
  retentionDays: number;
  callbackUrl: string;
  hasPreviews: boolean;
  heartbeatSeconds: number;
}

type SimulatedFunction = (event: unknown) => Promise<unknown>;

/**
 * The functions, put together as `lambda/handlers/` does it. Those modules themselves read their environment and open
 * clients of AWS when they are loaded.
 */
export const functions = {
  connect: (ports) => async (event) => {
    const { requestContext, headers } = decodeConnectEvent(event);
    if (!subprotocolsOf(headers).includes(subprotocol)) return { statusCode: 400 };
    const { connectionId, connectedAt, authorizer } = requestContext;
    const isAccepted = await connect(ports.connections, {
      userId: authorizer.userId,
      connectionId,
      callbackUrl: ports.callbackUrl,
      connectedAt,
      expiresAt: authorizer.exp * 1000,
      ...(authorizer.deviceId === undefined ? {} : { deviceId: authorizer.deviceId }),
    });
    if (!isAccepted) return { statusCode: 429 };
    await keepOnline(ports, { userId: authorizer.userId, connectionId });
    return { statusCode: 200 };
  },
  disconnect: (ports) => async (event) => {
    const { connectionId, authorizer } = decodeDisconnectEvent(event).requestContext;
    const socket = { userId: authorizer.userId, connectionId };
    await ports.connections.remove(socket);
    await goOffline(ports, socket);
    return { statusCode: 200 };
  },
  session: (ports) =>
    serveActions<ActionsOf<'session'>>(ports, {
      hello: (caller) => hello(caller, ports.heartbeatSeconds),
    }),
  presence: (ports) =>
    serveActions<ActionsOf<'presence'>>(ports, {
      ping: (caller) => ping(ports, caller),
      getPresence: (caller, request) => getPresence(ports, caller, request),
      watchPresence: (caller, request) => watchPresence(ports, caller, request),
    }),
  sendMessage: (ports) =>
    serveActions<ActionsOf<'sendMessage'>>(ports, {
      sendMessage: (caller, request) => sendMessage(ports, caller, request),
    }),
  chats: (ports) =>
    serveActions<ActionsOf<'chats'>>(ports, {
      createChat: (caller, request) => createChat(ports, caller, request),
      getChat: (caller, request) => getChat(ports, caller, request),
      addMembers: (caller, request) => addMembers(ports, caller, request),
      removeMember: (caller, request) => removeMember(ports, caller, request),
      leaveChat: (caller, request) => leaveChat(ports, caller, request),
      updateChat: (caller, request) => updateChat(ports, caller, request),
    }),
  history: (ports) =>
    serveActions<ActionsOf<'history'>>(ports, {
      getMessages: (caller, request) => getMessages(ports, caller, request),
      listChats: (caller, request) => listChats(ports, caller, request),
      sync: (caller, request) => syncChats(ports, caller, request),
    }),
  receipts: (ports) =>
    serveActions<ActionsOf<'receipts'>>(ports, {
      markDelivered: (caller, { chats }) => raiseCursors(ports, caller, { kind: 'delivered', chats }),
      markRead: (caller, { chats }) => raiseCursors(ports, caller, { kind: 'read', chats }),
      getReceipts: (caller, request) => getReceipts(ports, caller, request),
      typing: (caller, request) => tellTyping(ports, caller, request),
      muteChat: (caller, request) => muteChat(ports, caller, request),
    }),
  devices: (ports) =>
    serveActions<ActionsOf<'devices'>>(ports, {
      registerDevice: (caller, request) => registerDevice(ports, caller, request),
      unregisterDevice: (caller, request) => unregisterDevice(ports, caller, request),
    }),
  checkDelivery: (ports) => {
    const handler = serveJobs(decodeCheck, (check) => checkDelivery(ports, check));
    return (event) => handler(event as SQSEvent, noContext);
  },
  fanOut: (ports) => {
    const handler = serveJobs(decodeJob, (job) => runFanOutJob(ports, job));
    return (event) => handler(event as SQSEvent, noContext);
  },
  postPresence: (ports) => {
    const handler = serveJobs(decodePresenceChange, (change) => postPresence(ports, change));
    return (event) => handler(event as SQSEvent, noContext);
  },
  endLeases: (ports) => {
    const handler = serveJobs(decodeLostSockets, async (sockets) => {
      await Promise.all(sockets.map((socket) => goOffline(ports, socket)));
    });
    return (event) => handler(event as SQSEvent, noContext);
  },
  sweepLeases: (ports) => () => sweepLeases(ports),
  push: (ports) => {
    const handler = serveBatch(decodePush, (jobs) => pushToPhones(ports, jobs));
    return (event) => handler(event as SQSEvent);
  },
} satisfies Record<string, (ports: FunctionPorts) => SimulatedFunction>;

export type FunctionName = keyof typeof functions;

/** Powertools hands it on to the worker of a job, which takes none. */
const noContext = {} as never;
