import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Runtime } from '../../../local/runtime-options';
import { startRuntime } from '../../../local/runtime';
import { removeTemporary, writeAssembly } from '../temporary-assembly';
import { call } from './function-runtime';

const start = (Resources: Record<string, unknown>): Promise<Runtime> =>
  startRuntime({ assembly: writeAssembly({ Main: { Resources } }), port: 0, webPort: 0 });

const functionOf = (Properties: Record<string, unknown>): unknown => ({
  Type: 'AWS::Lambda::Function',
  Properties,
});

/** Something that runs and refers to the function: its name is in a variable of another. */
const caller = functionOf({
  Runtime: 'nodejs24.x',
  Code: { ZipFile: 'exports.handler = async () => process.env.CALLEE;' },
  Environment: { Variables: { CALLEE: { Ref: 'Fn' } } },
});

describe('startRuntime', () => {
  afterAll(removeTemporary);

  it('runs code that the template holds, and leaves nothing of it behind', async () => {
    const ZipFile = 'exports.handler = async (event) => ({ folder: __dirname, sum: event.a + event.b });';
    const runtime = await start({
      Fn: functionOf({ Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile } }),
    });
    const { folder, sum } = (await call(runtime, 'Fn', { a: 1, b: 2 })) as { folder: string; sum: number };
    expect(sum).toBe(3);
    expect(existsSync(folder)).toBe(true);
    await runtime.stop();
    expect(existsSync(folder)).toBe(false);
  });

  it('tells a function the log group and the format that its template asks for', async () => {
    const ZipFile = 'exports.handler = async (_, { logGroupName }) => ({ ...process.env, logGroupName });';
    const LoggingConfig = { LogGroup: 'of-mine', LogFormat: 'JSON', ApplicationLogLevel: 'WARN' };
    const runtime = await start({
      Fn: functionOf({ Runtime: 'nodejs24.x', Code: { ZipFile }, LoggingConfig }),
    });
    expect(await call(runtime, 'Fn', {})).toMatchObject({
      logGroupName: 'of-mine',
      AWS_LAMBDA_LOG_GROUP_NAME: 'of-mine',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'WARN',
    });
    await runtime.stop();
  });

  it.each([
    [
      'another runtime',
      { Runtime: 'python3.13', Handler: 'index.handler' },
      'its runtime is python3.13; only Node.js functions run here',
    ],
    [
      'a container image',
      { PackageType: 'Image', Code: { ImageUri: 'i' } },
      'a container image; only Node.js functions from a folder run here',
    ],
  ])(
    'names a function of %s, and tells those that refer to it that it is not there',
    async (_, properties, why) => {
      const Fn = functionOf(properties);
      const runtime = await start({ Fn });
      expect(runtime.notRun).toEqual([`Fn (${why})`]);
      await runtime.stop();
      const again = await start({ Fn, Caller: caller });
      expect(await call(again, 'Caller', {})).toBe('not run: Fn (AWS::Lambda::Function)');
      await again.stop();
    },
  );

  it('does the same with a function whose code is a zip file', async () => {
    const zipped = {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'nodejs24.x', Code: { S3Bucket: 'b', S3Key: 'code.zip' } },
      Metadata: { 'aws:asset:path': 'code.zip' },
    };
    const assemblyOf = (Resources: Record<string, unknown>): string => {
      const assembly = writeAssembly({ Main: { Resources } });
      writeFileSync(join(assembly, 'code.zip'), 'PK');
      return assembly;
    };
    const runtime = await startRuntime({ assembly: assemblyOf({ Fn: zipped }), port: 0, webPort: 0 });
    expect(runtime.notRun).toEqual([
      'Fn (its code code.zip is a file; only a folder runs here, so give Code.fromAsset the folder itself)',
    ]);
    await runtime.stop();
    const again = await startRuntime({
      assembly: assemblyOf({ Fn: zipped, Caller: caller }),
      port: 0,
      webPort: 0,
    });
    expect(await call(again, 'Caller', {})).toBe('not run: Fn (AWS::Lambda::Function)');
    await again.stop();
  });
});
