import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';

export interface WorkerCode {
  readonly function: string;
  readonly dynamodb: string;
  readonly sqs: string;
}

const entryPoints = {
  function: join(__dirname, 'functions/worker.ts'),
  dynamodb: join(__dirname, 'aws/dynamodb-worker.ts'),
  sqs: join(__dirname, 'aws/sqs-worker.ts'),
};

/** Compiles the code that runs in threads of its own: a plain thread cannot read TypeScript. */
export const compileWorkers = (): WorkerCode => {
  const { outputFiles } = buildSync({
    entryPoints,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    outdir: '/workers',
    logLevel: 'silent',
  });
  const text = (name: string): string =>
    outputFiles.find(({ path }) => basename(path) === `${name}.js`)?.text ?? '';
  return { function: text('function'), dynamodb: text('dynamodb'), sqs: text('sqs') };
};
