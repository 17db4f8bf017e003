import type { ActionsOf } from '../contract/handlers';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { SnsPlatformEndpoints } from '../delivery/sns-platform-endpoints';
import { registerDevice, unregisterDevice } from '../domain/register-device';
import { decodeApplications } from '../runtime/decode-applications';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { serveActions } from '../runtime/serve-actions';
import { DynamoDeviceStore } from '../store/device-store';
import { documentClient } from '../store/document-client';

const environment = decodeEnvironment('devices');
const ports = {
  devices: new DynamoDeviceStore(documentClient(), environment.CHATS_TABLE),
  endpoints: new SnsPlatformEndpoints(decodeApplications(environment.PUSH_APPLICATIONS)),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  runtime: machine,
  callbackUrl: environment.CALLBACK_URL,
};

/** Serves registerDevice and unregisterDevice. Doing either again completes what a first try left undone. */
export const handler = serveActions<ActionsOf<'devices'>>(ports, {
  registerDevice: (caller, request) => registerDevice(ports, caller, request),
  unregisterDevice: (caller, request) => unregisterDevice(ports, caller, request),
});
