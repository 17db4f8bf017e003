import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const readyWithinMs = 60_000;

export interface RuntimeProcess {
  socketUrl: string;
  webUrl: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the local runtime as `npm start` does, with options of its command line, in a process of its own so that it
 * shares no event loop with the clients.
 */
export async function startRuntimeProcess(options: readonly string[] = []): Promise<RuntimeProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'local/main.ts', '--port', '0', '--web-port', '0', ...options],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const { socketUrl, webUrl } = await readAddresses(child);
    return { socketUrl, webUrl, pid: child.pid ?? 0, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function readAddresses(child: ChildProcess): Promise<{ socketUrl: string; webUrl: string }> {
  if (child.stdout === null) throw new Error('the runtime has no output');
  const addresses = { socketUrl: '', webUrl: '' };
  const timer = setTimeout(() => child.kill(), readyWithinMs);
  for await (const line of createInterface(child.stdout)) {
    addresses.socketUrl ||= /^socket\s+(ws:\S+)/.exec(line)?.[1] ?? '';
    addresses.webUrl ||= /^web\s+(http:\S+)/.exec(line)?.[1] ?? '';
    if (line.startsWith('ready')) break;
  }
  clearTimeout(timer);
  child.stdout.resume();
  if (addresses.socketUrl === '' || addresses.webUrl === '') throw new Error('the runtime did not start');
  return addresses;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
