import { startRuntime } from '../local/runtime';
import { synthesize } from '../local/synthesize';

// The local runtime in a process of its own, which says on request what memory it uses.

const megabyte = 1024 * 1024;

/** The stage's throttle would stretch the measuring; and not all of its sockets ping. */
const context = {
  stage: 'local',
  'parley:throttleRate': '10000',
  'parley:throttleBurst': '5000',
  'parley:heartbeatSeconds': '540',
};

async function main(): Promise<void> {
  const assembly = await synthesize({ root: '.', context });
  const runtime = await startRuntime({ assembly, port: 0, webPort: 0, log: () => undefined });
  process.on('message', (request) => {
    if (request === 'measure') process.send?.({ ...measure(), environments: runtime.environments().length });
    else void runtime.stop().then(() => process.exit(0));
  });
  process.on('disconnect', () => process.exit(1));
  process.send?.({ socketUrl: runtime.socketUrl.replace('localhost', '127.0.0.1'), webUrl: runtime.webUrl });
}

/** What is resident of the whole process with all its threads; and the heap of the main thread, after a collection. */
function measure(): { residentMb: number; heapMb: number } {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { residentMb: rss / megabyte, heapMb: heapUsed / megabyte };
}

void main();
