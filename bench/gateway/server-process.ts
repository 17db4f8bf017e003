import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const startsWithinMs = 30_000;

export interface ServerProcess {
  /** What it printed first: the address of its socket. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs a script of this folder that starts a server and prints its address. */
export async function startServer(script: string, args: readonly string[] = []): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', `bench/gateway/${script}`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), startsWithinMs);
  const url = await firstLine(child);
  clearTimeout(timer);
  if (url === undefined) throw new Error(`${script} did not start`);
  return { url, stop: () => stop(child) };
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (stdout === null) return undefined;
  for await (const line of createInterface(stdout)) {
    stdout.resume();
    return line;
  }
  return undefined;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await exited;
  clearTimeout(timer);
}
