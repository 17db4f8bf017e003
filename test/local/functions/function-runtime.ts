import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRuntime } from '../../../local/runtime';
import { type Runtime, type RuntimeOptions } from '../../../local/runtime-options';
import { writeAssembly } from '../temporary-assembly';

export interface FunctionsProps {
  /** The text of index.js. */
  readonly code: string;
  /** Properties over the defaults, by logical id. */
  readonly functions: Readonly<Record<string, Record<string, unknown>>>;
  readonly resources?: Readonly<Record<string, unknown>>;
}

const functionResource = (properties: Record<string, unknown>): unknown => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs24.x', Handler: 'index.handler', MemorySize: 256, ...properties },
  Metadata: { 'aws:asset:path': 'asset.code' },
});

export const functionAssembly = ({ code, functions, resources = {} }: FunctionsProps): string => {
  const entries = Object.entries(functions).map(([id, properties]) => [id, functionResource(properties)]);
  const Resources = { ...(Object.fromEntries(entries) as Record<string, unknown>), ...resources };
  const folder = writeAssembly({ Main: { Resources } });
  writeFileSync(join(folder, 'asset.code/index.js'), code);
  return folder;
};

/** A runtime of nothing but these functions and resources. */
export const startFunctions = (
  props: FunctionsProps,
  options: Partial<RuntimeOptions> = {},
): Promise<Runtime> => startRuntime({ assembly: functionAssembly(props), port: 0, webPort: 0, ...options });

export const call = async (runtime: Runtime, name: string, event: unknown): Promise<unknown> =>
  JSON.parse((await runtime.invoke(name, event)).payload) as unknown;
