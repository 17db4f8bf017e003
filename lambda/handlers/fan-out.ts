import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { SqsPushQueue } from '../delivery/push-queue';
import { SqsLostSocketQueue } from '../delivery/lost-socket-queue';
import { GatewaySocketPoster } from '../delivery/socket-poster';
import { runFanOutJob } from '../domain/run-fan-out-job';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodeJob } from '../runtime/decode-job';
import { machine } from '../runtime/machine';
import { serveJobs } from '../runtime/serve-jobs';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';

const environment = decodeEnvironment('fanOut');
const ports = {
  connections: new DynamoConnectionStore(documentClient(), environment.CONNECTIONS_TABLE, machine),
  poster: new GatewaySocketPoster(machine),
  lost: new SqsLostSocketQueue(environment.LOST_SOCKETS_QUEUE_URL, machine),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  pushes: new SqsPushQueue(environment.PUSH_QUEUE_URL, machine),
  runtime: machine,
};

/**
 * Triggered by the fan-out queue: delivers a slice of recipients, posts again what failed, closes sockets. A job that
 * runs twice posts twice, harmlessly.
 */
export const handler = serveJobs(decodeJob, (job) => runFanOutJob(ports, job));
