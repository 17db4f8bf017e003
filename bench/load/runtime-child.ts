import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { decodeFields } from '../decode-fields';

export interface RuntimeAddresses {
  readonly socketUrl: string;
  readonly webUrl: string;
}

export interface RuntimeSize {
  /** Of the main thread's heap, after a collection. */
  readonly heapMb: number;
  /** Execution environments of all functions. */
  readonly environments: number;
}

/** A local runtime in a process of its own that tells how much memory it has. */
export class RuntimeChild {
  private constructor(
    private readonly child: ChildProcess,
    readonly addresses: RuntimeAddresses,
  ) {}

  static async start(): Promise<RuntimeChild> {
    const child = fork('bench/memory-runtime.ts', { execArgv: ['--expose-gc', '--import', 'tsx'] });
    const { socketUrl, webUrl } = await message(child);
    return new RuntimeChild(child, { socketUrl: String(socketUrl), webUrl: String(webUrl) });
  }

  async measure(): Promise<RuntimeSize> {
    const answering = message(this.child);
    this.child.send('measure');
    const { heapMb, environments } = await answering;
    return { heapMb: Number(heapMb), environments: Number(environments) };
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = once(this.child, 'exit');
    if (this.child.connected) this.child.send('stop');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(timer);
  }
}

async function message(child: ChildProcess): Promise<Record<string, unknown>> {
  const aborted = new AbortController();
  const ended = once(child, 'exit', { signal: aborted.signal }).then(() => {
    throw new Error('the runtime ended');
  });
  ended.catch(() => undefined);
  try {
    const arrived: unknown[] = await Promise.race([
      once(child, 'message', { signal: aborted.signal }),
      ended,
    ]);
    return decodeFields(JSON.stringify(arrived[0]));
  } finally {
    aborted.abort();
  }
}
