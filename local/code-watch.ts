import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';
import { codeContent } from './functions/code-content';
import { labelOf } from './label';
import { type Log } from './log';
import { type Runtime } from './runtime-options';

export interface CodeWatchOptions {
  /**
   * A shell command that bundles the project's functions now and after every change of their sources. Each time it
   * writes a new folder with one subfolder for each bundle, and then prints the line `bundles {folder}`. It keeps the
   * folder before the last one, too, and ends when its standard input does.
   */
  readonly command: string;
  readonly root: string;
  readonly runtime: Pick<Runtime, 'functions' | 'replaceCode'>;
  readonly log: Log;
}

const BUNDLES = /^bundles (.+)$/;

/**
 * Gives functions their new code while everything else, sockets above all, stays up. Which bundle is whose is known by
 * its content: at first it is that of the function's asset.
 */
export class CodeWatch {
  private child: ChildProcess | undefined;
  private bundles: ReadonlyMap<string, string> | undefined;

  constructor(private readonly options: CodeWatchOptions) {}

  start(): void {
    const { command, root, log } = this.options;
    // A group of its own: stopping must reach what the shell started, too.
    this.child = spawn(command, { cwd: root, shell: true, detached: true, stdio: 'pipe' });
    this.child.on('error', (error) => log(`watch   ${error.message}`));
    this.child.on('exit', (code) => {
      if (code) log(`watch   ${command} ended with ${code}: code is not reloaded any more`);
    });
    this.onLine(this.child.stdout, (line) => this.onOutput(line));
    this.onLine(this.child.stderr, (line) => log(`watch   ${line}`));
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    process.kill(-child.pid, 'SIGTERM');
    await exited;
  }

  /** The first bundles are known: from now on a change counts. */
  get isWatching(): boolean {
    return this.bundles !== undefined;
  }

  private onLine(stream: Readable | null, listener: (line: string) => void): void {
    if (stream) createInterface(stream).on('line', listener);
  }

  private onOutput(line: string): void {
    const folder = BUNDLES.exec(line)?.[1];
    if (folder === undefined) return this.options.log(`watch   ${line}`);
    try {
      this.bundles ??= this.assign(folder);
      this.replace(folder, this.bundles);
    } catch (error) {
      this.options.log(`watch   ${String(error)}`);
    }
  }

  /** Which bundle is a function's: function name to name of the bundle. */
  private assign(folder: string): ReadonlyMap<string, string> {
    const names = readdirSync(folder);
    const byContent = new Map(names.map((bundle) => [codeContent(join(folder, bundle)), bundle]));
    const unknown: string[] = [];
    const assigned = this.options.runtime.functions.flatMap(({ name, logicalId, codeFolder }) => {
      const bundle = byContent.get(codeContent(codeFolder));
      if (bundle !== undefined) return [[name, bundle] as const];
      unknown.push(labelOf(logicalId));
      return [];
    });
    if (unknown.length > 0)
      this.options.log(`watch   not reloaded, none of the bundles is theirs: ${unknown.join(', ')}`);
    return new Map(assigned);
  }

  private replace(folder: string, bundles: ReadonlyMap<string, string>): void {
    const changed = this.options.runtime.functions.filter(({ name }) => {
      const bundle = bundles.get(name);
      return bundle !== undefined && this.options.runtime.replaceCode(name, join(folder, bundle));
    });
    if (changed.length > 0)
      this.options.log(`reload  ${changed.map(({ logicalId }) => labelOf(logicalId)).join(', ')}`);
  }
}
