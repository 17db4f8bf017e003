import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRuntime } from '../../local/runtime';
import { type Runtime, type RuntimeOptions } from '../../local/runtime-options';
import { eventually } from './echo-runtime';
import { writeAssembly } from './temporary-assembly';

/** A function that logs its events and answers or fails as a script in `answer` says. */
const code = (answer: string): string => `
  let count = 0;
  exports.handler = async (event) => {
    count += 1;
    globalThis.console.log('EVENT ' + JSON.stringify(event));
    ${answer}
  };`;

export const FUNCTION = {
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'Listener', Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 10 },
  Metadata: { 'aws:asset:path': 'asset.code' },
};

/** A runtime with one function, and what that function has been given. */
export class Listening {
  private constructor(
    readonly runtime: Runtime,
    private readonly lines: readonly string[],
  ) {}

  static async start(
    resources: Record<string, unknown>,
    answer = '',
    options: Partial<RuntimeOptions> = {},
  ): Promise<Listening> {
    const assembly = writeAssembly({ Main: { Resources: { Listener: FUNCTION, ...resources } } });
    writeFileSync(join(assembly, 'asset.code/index.js'), code(answer));
    const lines: string[] = [];
    const log = (line: string): void => void lines.push(line);
    return new Listening(await startRuntime({ assembly, port: 0, webPort: 0, log, ...options }), lines);
  }

  get events(): unknown[] {
    return this.lines.flatMap((line) => {
      const text = /EVENT (.*)$/.exec(line)?.[1];
      return text === undefined ? [] : [JSON.parse(text) as unknown];
    });
  }

  /** Waits for at least so many events. */
  heard(count: number): Promise<unknown[]> {
    return eventually(() => (this.events.length >= count ? this.events : undefined));
  }

  queueUrl(logicalId: string): string {
    return this.runtime.queues.find((queue) => queue.logicalId === logicalId)!.url;
  }
}
