import { goOffline } from '../domain/go-offline';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodeLostSockets } from '../runtime/decode-job';
import { serveJobs } from '../runtime/serve-jobs';
import { presencePorts } from './presence-ports';

const ports = presencePorts(decodeEnvironment('endLeases'));

/** Triggered by the queue of sockets that a post has found closed. A lease ends once, so a second run changes nothing. */
export const handler = serveJobs(decodeLostSockets, async (sockets) => {
  await Promise.all(sockets.map((socket) => goOffline(ports, socket)));
});
