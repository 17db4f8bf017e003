import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** Writes an assembly with one stack for each template and gives its folder; `removeTemporary` takes all away. */
export const writeAssembly = (templates: Record<string, unknown>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  made.push(folder);
  const artifacts = Object.keys(templates).map((name) => [
    name,
    {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/eu-west-1',
      properties: { templateFile: `${name}.template.json` },
    },
  ]);
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ artifacts: Object.fromEntries(artifacts) as unknown }),
  );
  for (const [name, template] of Object.entries(templates)) {
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template));
  }
  mkdirSync(join(folder, 'asset.code'));
  return folder;
};

export const removeTemporary = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};
