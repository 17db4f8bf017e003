import { App } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** Synthesizes an app as `cdk synth` does and gives the folder of its assembly; `removeSynthesized` takes all away. */
export const synthesizeApp = (build: (app: App) => unknown): string => {
  const folder = mkdtempSync(join(tmpdir(), 'any-app-'));
  made.push(folder);
  const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  build(app);
  return app.synth().directory;
};

export const removeSynthesized = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};
