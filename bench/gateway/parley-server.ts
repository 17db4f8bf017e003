import { startRuntime } from '../../local/runtime';

// Runs the echo assembly that its first argument names, in a process of its own, and prints the address of its socket.
// With `recording` as the second, it records for the inspector as `npm start` does; the others have none.

async function main(): Promise<void> {
  const [assembly = '', recording] = process.argv.slice(2);
  // AWS's quotas would be measured otherwise: 500 new connections and 10,000 requests a second.
  const quotas = {
    requestsPerSecond: Infinity,
    requestBurst: Infinity,
    newConnectionsPerSecond: Infinity,
  };
  const flows = recording === 'recording' ? {} : { keptFlows: 0 };
  const runtime = await startRuntime({ assembly, port: 0, webPort: 0, quotas, ...flows });
  process.once('SIGTERM', () => void runtime.stop().then(() => process.exit(0)));
  console.log(runtime.socketUrl.replace('localhost', '127.0.0.1'));
}

void main();
