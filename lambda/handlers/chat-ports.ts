import type { EnvironmentOf } from '../contract/handlers';
import { SqsCheckQueue } from '../delivery/check-queue';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { machine } from '../runtime/machine';
import { documentClient } from '../store/document-client';
import { postPorts } from './post-ports';
import { rosterPorts } from './roster-ports';

/** All that the functions need which write entries and tell the members, except for pushes: those are for messages alone. */
export function chatPorts(environment: EnvironmentOf<'chats'>) {
  const client = documentClient();
  return {
    ...rosterPorts(client, environment),
    ...postPorts(client, environment),
    queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
    checks: new SqsCheckQueue(environment.CHECK_QUEUE_URL, machine),
    inlineFanOutLimit: Number(environment.INLINE_FAN_OUT_LIMIT),
    retentionDays: Number(environment.RETENTION_DAYS),
    callbackUrl: environment.CALLBACK_URL,
  };
}
