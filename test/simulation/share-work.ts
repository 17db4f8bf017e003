import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';

const isWorker = process.env['SIMULATION_WORKER'] !== undefined;

/** In a process that `shareWork` has started: does what it is given. Returns false in the first process. */
export function serveWork(run: (work: unknown) => Promise<unknown>): boolean {
  if (!isWorker) return false;
  process.on('message', (work) => {
    void run(work).then((result) => process.send?.(result));
  });
  return true;
}

/** Has copies of this program do the pieces, one after the other, in as many processes as there are processors. */
export async function shareWork(pieces: readonly object[], take: (result: unknown) => void): Promise<void> {
  const waiting = [...pieces];
  await Promise.all(Array.from({ length: availableParallelism() }, () => work(waiting, take)));
}

function work(waiting: object[], take: (result: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(process.argv[1] ?? '', [], {
      execArgv: process.execArgv,
      env: { ...process.env, SIMULATION_WORKER: '1' },
    });
    const next = () => {
      const piece = waiting.shift();
      if (piece) child.send(piece);
      else child.disconnect();
    };
    child.on('message', (result) => {
      take(result);
      next();
    });
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
    next();
  });
}
