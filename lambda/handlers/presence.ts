import type { ActionsOf } from '../contract/handlers';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { briefMs } from '../delivery/job-queue';
import { getPresence, watchPresence } from '../domain/get-presence';
import { ping } from '../domain/ping';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { serveActions } from '../runtime/serve-actions';
import { documentClient } from '../store/document-client';
import { presencePorts } from './presence-ports';
import { rosterPorts } from './roster-ports';

const environment = decodeEnvironment('presence');
const client = documentClient();
const ports = {
  ...presencePorts(environment, briefMs),
  ...rosterPorts(client, environment),
  directory: environment.DIRECTORY === 'open' ? ('open' as const) : ('contacts' as const),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  callbackUrl: environment.CALLBACK_URL,
};

/** Serves ping, getPresence and watchPresence. Each may be done again; without Valkey presence is `unknown`. */
export const handler = serveActions<ActionsOf<'presence'>>(ports, {
  ping: (caller) => ping(ports, caller),
  getPresence: (caller, request) => getPresence(ports, caller, request),
  watchPresence: (caller, request) => watchPresence(ports, caller, request),
});
