import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { assetsSchema } from '../assembly/decode-template';
import { readJsonFile } from '../assembly/read-assembly';
import { type FunctionPlan } from './plan';
import { type Resource } from './resource';

export const codeEntry = v.optional(
  v.looseObject({ S3Key: v.optional(v.string()), ZipFile: v.optional(v.string()) }),
  {},
);

/** The folder for a key of the assets bucket, from the assets files beside the templates. */
const assetFolder = (directory: string, key: string): string | undefined => {
  const hash = key.replace(/\.zip$/, '');
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.assets.json'))) {
    const asset = readJsonFile(join(directory, file), assetsSchema).files[hash];
    if (asset) return asset.source.path;
  }
  return undefined;
};

/** Where a function's bundled code lies: CDK's metadata names it, else the key under which it would be uploaded. */
const folderOf = (resource: Resource, key: string | undefined): string => {
  const { directory } = resource.stack;
  const path = resource.metadata['aws:asset:path'];
  const folder =
    typeof path === 'string' ? path : key === undefined ? undefined : assetFolder(directory, key);
  if (folder === undefined)
    return resource.fail(
      `its code ${key === undefined ? '' : `${key} `}is no folder of the assembly; use Code.fromAsset or Code.fromInline`,
    );
  const absolute = resolve(directory, folder);
  return existsSync(absolute)
    ? absolute
    : resource.fail(`its code folder ${absolute} is missing; synthesize again`);
};

/** A folder of the assembly, or the text that the template itself holds. */
export const codeOf = (
  resource: Resource,
  { S3Key: key, ZipFile: text }: v.InferOutput<typeof codeEntry>,
): Pick<FunctionPlan, 'codeFolder' | 'inlineCode'> =>
  text === undefined ? { codeFolder: folderOf(resource, key) } : { codeFolder: '', inlineCode: text };
