import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StopList } from '../stop-list';
import { ProcessSandbox } from './process-sandbox';
import { type StartSandbox } from './sandbox';
import { ThreadSandbox } from './thread-sandbox';

export type Isolation = 'thread' | 'process';

/** How environments of this runtime start; `code` is the compiled text of worker.ts. */
export const startSandboxes = (isolation: Isolation, code: string, stops: StopList): StartSandbox => {
  if (isolation === 'thread') return (setting, listener) => new ThreadSandbox(code, setting, listener);
  const folder = mkdtempSync(join(tmpdir(), 'local-runtime-'));
  stops.add(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'function.cjs');
  writeFileSync(program, code);
  return (setting, listener) => new ProcessSandbox(program, setting, listener);
};
