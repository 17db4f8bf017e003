import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { LocalError } from '../local-error';

const readyWithinMs = 10_000;
const pollMs = 50;

/** A server process in cluster mode that holds no slots yet. */
export interface CacheNode {
  readonly port: number;
  /** Where other nodes of its cluster reach it. */
  readonly busPort: number;
  /** Sends one command as a line and gives what comes back first; undefined when nothing does. */
  ask(command: string): Promise<string | undefined>;
  /** Waits until it has; a LocalError if the process ends before, or after ten seconds. */
  until(isReady: () => Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

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

/** Starts the server of that path; it keeps nothing. */
export const startCacheNode = async (path: string): Promise<CacheNode> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-cache-'));
  const [port, busPort] = await freePorts();
  const child = spawn('/bin/sh', ['-c', WATCHED, folder, path, ...argumentsOf(folder, port, busPort)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Not in our group: Ctrl-C at the terminal would end the shell before it has ended the server.
    detached: true,
  });
  const exited = once(child, 'exit');
  const node: CacheNode = {
    port,
    busPort,
    ask: (command) => ask(port, command),
    until: (isReady) => until(child, isReady),
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
  await stoppedIfFailing(node, () =>
    node.until(async () => (await node.ask('PING'))?.startsWith('+PONG') === true),
  );
  return node;
};

/** Does more to start a node; if that fails, the node is stopped. */
export const stoppedIfFailing = async (node: CacheNode, start: () => Promise<void>): Promise<void> => {
  try {
    await start();
  } catch (error) {
    await node.stop();
    throw error;
  }
};
