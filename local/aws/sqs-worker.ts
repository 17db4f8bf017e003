import { parentPort } from 'node:worker_threads';
import { loadFauxqs, loadQueueClass, portOf, serviceSetting } from './decode-service-worker';
import { useDueTimers } from './due-timers';

// SQS in a thread of its own, in memory, on the loopback interface only.

const listen = async (): Promise<void> => {
  const { entry, region } = serviceSetting();
  useDueTimers(await loadQueueClass(entry));
  const app = (await loadFauxqs(entry)).buildApp({ logger: false, defaultRegion: region });
  app.server.keepAliveTimeout = 0;
  await app.listen({ host: '127.0.0.1', port: 0 });
  parentPort?.postMessage(portOf(app.server));
};

void listen();
