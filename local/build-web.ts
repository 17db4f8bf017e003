import { spawn } from 'node:child_process';
import { LocalError } from './local-error';

export interface BuildWebOptions {
  /**
   * A shell command that builds the page, or finds that nothing changed, and prints the line `web {folder}`; with an
   * inspector also `inspector {folder}`.
   */
  readonly command: string;
  readonly root: string;
  readonly signal?: AbortSignal;
}

/** Folders of built pages. */
export interface Pages {
  readonly webFolder: string;
  readonly inspectorFolder?: string;
}

const folderIn = (output: string, name: string): string | undefined =>
  new RegExp(`^${name} (.+)$`, 'm').exec(output)?.[1];

/** Runs the command that builds the app's page. */
export const buildWeb = ({ command, root, signal }: BuildWebOptions): Promise<Pages> =>
  new Promise((done, reject) => {
    // A group of its own: stopping must reach what the shell started, too.
    const child = spawn(command, {
      cwd: root,
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    signal?.addEventListener('abort', kill, { once: true });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      signal?.removeEventListener('abort', kill);
      const webFolder = folderIn(output, 'web');
      const inspectorFolder = folderIn(output, 'inspector');
      if (code === 0 && webFolder !== undefined)
        done({ webFolder, ...(inspectorFolder !== undefined && { inspectorFolder }) });
      else
        reject(
          new LocalError(`The page does not build (${command}): ${errors.trim() || 'it printed no folder'}`),
        );
    });
  });
