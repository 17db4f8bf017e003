import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { LocalError } from '../local-error';
import { type CacheServer } from './cache-server';

const NAMES = ['valkey-server', 'redis-server'];
const readyWithinMs = 10_000;
const pollMs = 50;

/** The path of valkey-server or redis-server, undefined when neither is on PATH. */
export const findCacheServer = (path = process.env['PATH'] ?? ''): string | undefined =>
  NAMES.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name))).find(isExecutable);

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Two ports that are free, and not the same: both are held until both are known. */
const freePorts = async (): Promise<[number, number]> => {
  const servers = [createServer(), createServer()];
  const portOf = async (server: Server): Promise<number> => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const [port = 0, busPort = 0] = await Promise.all(servers.map(portOf));
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return [port, busPort];
};

/** Sends one command as a line and gives what comes back first; undefined when nobody listens yet. */
const ask = (port: number, command: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    const settle = (answer: string | undefined): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => settle(undefined));
    socket.once('data', (data) => settle(data.toString()));
    socket.once('error', () => settle(undefined));
  });

const until = async (child: ChildProcess, isReady: () => Promise<boolean>): Promise<void> => {
  for (const endsAt = Date.now() + readyWithinMs; !(await isReady()); await setTimeout(pollMs)) {
    if (child.exitCode !== null || Date.now() > endsAt)
      throw new LocalError('The cache server did not start; take it off PATH to use the embedded one.');
  }
};

/** The server and its folder go with us, however we end: then the shell's standard input ends. $0 is the folder. */
const WATCHED = '"$@" </dev/null >/dev/null 2>&1 & read -r _; kill $!; wait $!; rm -r "$0"';

/** A cluster needs a configuration file of its own and a second port, and to be told the address that it gives clients. */
const argumentsOf = (folder: string, port: number, busPort: number): string[] => [
  ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
  ...['--save', '', '--appendonly', 'no', '--cluster-enabled', 'yes'],
  ...['--cluster-port', String(busPort), '--cluster-announce-ip', '127.0.0.1'],
];

/** Starts the server of that path as a cluster of one node, which keeps nothing. */
export const startRealCache = async (path: string): Promise<CacheServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-cache-'));
  const [port, busPort] = await freePorts();
  const child = spawn('/bin/sh', ['-c', WATCHED, folder, path, ...argumentsOf(folder, port, busPort)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Not in our group: Ctrl-C at the terminal would end the shell before it has ended the server.
    detached: true,
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  try {
    await until(child, async () => (await ask(port, 'PING'))?.startsWith('+PONG') === true);
    await ask(port, 'CLUSTER ADDSLOTSRANGE 0 16383');
    await until(child, async () => (await ask(port, 'CLUSTER INFO'))?.includes('cluster_state:ok') === true);
  } catch (error) {
    await stop();
    throw error;
  }
  return { host: '127.0.0.1', port, engine: path, stop };
};
