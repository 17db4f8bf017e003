import { parentPort } from 'node:worker_threads';
import { loadDynalite, loadLevel, portOf, serviceSetting } from './decode-service-worker';

// DynamoDB in a thread of its own, in memory or in a folder. Idle connections stay open: a frozen function keeps its
// sockets for long.

const { entry, folder } = serviceSetting();

/** dynalite itself would start with a database that it cannot open, and fail every request. */
const tryOpen = async (path: string): Promise<void> => {
  const database = new (loadLevel(entry))(path);
  await database.open();
  await database.close();
};

const listen = async (): Promise<void> => {
  if (folder !== undefined) await tryOpen(folder);
  const path = folder === undefined ? {} : { path: folder };
  const server = loadDynalite(entry)({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, ...path });
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () => parentPort?.postMessage(portOf(server)));
  parentPort?.once('message', () => {
    // It closes its database as well.
    server.close(() => process.exit());
    server.closeAllConnections();
  });
};

void listen();
