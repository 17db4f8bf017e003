import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { SqsPushQueue } from '../delivery/push-queue';
import { checkDelivery } from '../domain/check-delivery';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodeCheck } from '../runtime/decode-job';
import { machine } from '../runtime/machine';
import { serveJobs } from '../runtime/serve-jobs';
import { documentClient } from '../store/document-client';
import { postPorts } from './post-ports';
import { rosterPorts } from './roster-ports';

const environment = decodeEnvironment('checkDelivery');
const client = documentClient();
const ports = {
  ...rosterPorts(client, environment),
  ...postPorts(client, environment),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  pushes: new SqsPushQueue(environment.PUSH_QUEUE_URL, machine),
  inlineFanOutLimit: Number(environment.INLINE_FAN_OUT_LIMIT),
};

/** Triggered by the queue of delivery checks, some seconds after an entry was to be written. A check that runs twice posts twice, harmlessly. */
export const handler = serveJobs(decodeCheck, (check) => checkDelivery(ports, check));
