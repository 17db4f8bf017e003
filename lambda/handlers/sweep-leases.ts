import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { sweepLeases } from '../domain/sweep-leases';
import { decodeEnvironment } from '../runtime/decode-environment';
import { log } from '../runtime/log';
import { machine } from '../runtime/machine';
import { publishMetrics } from '../runtime/metrics';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';
import { presencePorts } from './presence-ports';

const environment = decodeEnvironment('sweepLeases');
const ports = {
  ...presencePorts(environment),
  connections: new DynamoConnectionStore(documentClient(), environment.CONNECTIONS_TABLE, machine),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
};

/** Triggered every minute. What one run leaves, or does and dies before it says so, the next one does. */
export async function handler() {
  log.bind({});
  try {
    await sweepLeases(ports);
  } finally {
    publishMetrics();
  }
}
