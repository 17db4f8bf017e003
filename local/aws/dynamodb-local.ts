import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import { type Readable, type Writable } from 'node:stream';
import { LocalError } from '../local-error';
import { cachedPackage } from '../package-cache';
import { type ServiceThread } from './service-thread';

/** A package that carries the jar of AWS. Its licence forbids to pass it on, so that it is fetched, never kept here. */
export const DYNAMODB_LOCAL = { name: 'amplify-dynamodb-simulator', version: '2.9.30' };

/** Ends the process that it starts as soon as its own input ends: when the runtime closes it, or dies in any way. */
const WHILE_INPUT_IS_OPEN = `
  trap '' INT TERM
  exec 3<&0
  "$@" 3<&- & java=$!
  (cat <&3 >/dev/null; kill -9 $java) >/dev/null 2>&1 &
  wait $java`;

const requireJava = (): void => {
  if (spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0) return;
  throw new LocalError(
    'DynamoDB Local needs Java: put a java of version 11 or later on the PATH, or leave --dynamodb local out.',
  );
};

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const spawnJava = (folder: string, data: string | undefined): Child => {
  const libraries = join(folder, 'emulator/DynamoDBLocal_lib');
  const java = [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    ...(data === undefined ? [] : ['-DinMemory=false', `-DdbPath=${data}`]),
    `-Dsqlite4java.library.path=${libraries}`,
    '-cp',
    `${join(folder, 'emulator/DynamoDBLocal.jar')}:${libraries}/*`,
    'org.eclipse.jetty.xml.XmlConfiguration',
    join(__dirname, 'dynamodb-local.xml'),
  ];
  // A group of its own: a Ctrl-C in the terminal must not end it before the functions that still use it.
  return spawn('sh', ['-c', WHILE_INPUT_IS_OPEN, 'sh', 'java', ...java], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
};

/** The first line of its output; requests that come before it is ready wait in the socket. */
const portOf = (child: Child): Promise<number> =>
  new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors = `${errors}${chunk.toString()}`.slice(0, 10_000)));
    child.stdout.on('data', (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(0, 100);
      const port = /^(\d+)(?:\.0)?\n/m.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.on('error', reject);
    child.on('exit', () => {
      const problem = errors.split('\n').find((line) => /Exception|Error/.test(line));
      reject(new LocalError(`DynamoDB Local did not start: ${problem ?? 'java printed no error'}.`));
    });
  });

/** Starts DynamoDB Local, in memory or on files in a folder, on a free loopback port; it ends with this process, however that ends. */
export const startDynamodbLocal = async (data?: string): Promise<ServiceThread> => {
  requireJava();
  const child = spawnJava(await cachedPackage(DYNAMODB_LOCAL), data);
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  child.stdin.on('error', () => undefined);
  const port = await portOf(child);
  const stop = (): Promise<void> => {
    child.stdin.destroy();
    return exited;
  };
  return { port, stop };
};
