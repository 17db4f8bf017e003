import { SnsPlatformEndpoints } from '../delivery/sns-platform-endpoints';
import { heedPushFailure } from '../domain/heed-push-failure';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodePushFailure } from '../runtime/decode-job';
import { machine } from '../runtime/machine';
import { serveJobs } from '../runtime/serve-jobs';
import { DynamoDeviceStore } from '../store/device-store';
import { documentClient } from '../store/document-client';

const environment = decodeEnvironment('pushFailures');
const ports = {
  devices: new DynamoDeviceStore(documentClient(), environment.CHATS_TABLE),
  endpoints: new SnsPlatformEndpoints(),
  runtime: machine,
};

/** Triggered by the queue of pushes that a platform refused. An event that comes twice finds the device disabled. */
export const handler = serveJobs(decodePushFailure, (failure) => heedPushFailure(ports, failure));
