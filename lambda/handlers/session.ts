import type { ActionsOf } from '../contract/handlers';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { hello } from '../domain/session';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { serveActions } from '../runtime/serve-actions';

const environment = decodeEnvironment('session');
const ports = {
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  runtime: machine,
  callbackUrl: environment.CALLBACK_URL,
};

/** Serves hello, and refuses what no route fits: it reads no table, so a retry is harmless. */
export const handler = serveActions<ActionsOf<'session'>>(ports, {
  hello: (caller) => hello(caller, Number(environment.HEARTBEAT_SECONDS)),
});
