import { parentPort } from 'node:worker_threads';
import { loadDynalite, portOf, serviceSetting } from './decode-service-worker';

// DynamoDB in a thread of its own, in memory. Idle connections stay open: a frozen function keeps its sockets for long.

const server = loadDynalite(serviceSetting().entry)({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => parentPort?.postMessage(portOf(server)));
