import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { SqsPushQueue } from '../delivery/push-queue';
import { runFanOutJob } from '../domain/run-fan-out-job';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodeJob } from '../runtime/decode-job';
import { machine } from '../runtime/machine';
import { serveJobs } from '../runtime/serve-jobs';
import { documentClient } from '../store/document-client';
import { postPorts } from './post-ports';

const environment = decodeEnvironment('fanOut');
const ports = {
  ...postPorts(documentClient(), environment),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  pushes: new SqsPushQueue(environment.PUSH_QUEUE_URL, machine),
};

/**
 * Triggered by the fan-out queue: delivers a slice of recipients, posts again what failed, closes sockets. A job that
 * runs twice posts twice, harmlessly.
 */
export const handler = serveJobs(decodeJob, (job) => runFanOutJob(ports, job));
