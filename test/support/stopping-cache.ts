import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CacheServer } from '../../local/cache/cache-server';

export interface StoppingCache extends CacheServer {
  /** From now on it takes connections and commands, and answers nothing. */
  hang(): void;
  /** It answers what it was asked meanwhile, and goes on with all that it has. */
  goOn(): void;
}

const server = join(__dirname, '../../local/cache/embedded-cache.ts');

/** It ends with its standard input: with us, however we end. */
const script = `
  const { startEmbeddedCache } = require(${JSON.stringify(server)});
  startEmbeddedCache().then(({ port }) => console.log(port));
  process.stdin.on('end', () => process.exit()).resume();
`;

/** The embedded cache in a process of its own, which can be stopped and continued. */
export async function startStoppingCache(): Promise<StoppingCache> {
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const goOn = () => void child.kill('SIGCONT');
  return {
    host: '127.0.0.1',
    port: Number(line.toString()),
    engine: 'embedded, in a process of its own',
    hang: () => void child.kill('SIGSTOP'),
    goOn,
    stop: async () => {
      goOn();
      child.stdin.end();
      await exited;
    },
  };
}
