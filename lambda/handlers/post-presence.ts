import { postPresence } from '../domain/post-presence';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodePresenceChange } from '../runtime/decode-job';
import { serveJobs } from '../runtime/serve-jobs';
import { documentClient } from '../store/document-client';
import { postPorts } from './post-ports';

const ports = postPorts(documentClient(), decodeEnvironment('postPresence'));

/** Triggered by the queue of what watchers are to be told. A change that is told twice says the same. */
export const handler = serveJobs(decodePresenceChange, (change) => postPresence(ports, change));
