import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
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

type Code = v.InferOutput<typeof codeEntry>;

/** Where a function's bundled code lies: CDK's metadata names it, else the key under which it would be uploaded. */
const pathOf = ({ stack: { directory }, metadata }: Resource, { S3Key: key }: Code): string | undefined => {
  const named = metadata['aws:asset:path'];
  const path =
    typeof named === 'string' ? named : key === undefined ? undefined : assetFolder(directory, key);
  return path === undefined ? undefined : resolve(directory, path);
};

const folderOf = (resource: Resource, code: Code): string => {
  const path = pathOf(resource, code);
  if (path === undefined) {
    const key = code.S3Key === undefined ? '' : `${code.S3Key} `;
    return resource.fail(
      `its code ${key}is no folder of the assembly; use Code.fromAsset or Code.fromInline`,
    );
  }
  return existsSync(path) ? path : resource.fail(`its code folder ${path} is missing; synthesize again`);
};

/** Why the code cannot run although it is there: what Lambda would unpack is not unpacked here. */
export const whyCodeNotRun = (resource: Resource, code: Code): string | undefined => {
  const path = code.ZipFile === undefined ? pathOf(resource, code) : undefined;
  return path !== undefined && statSync(path, { throwIfNoEntry: false })?.isFile()
    ? `its code ${basename(path)} is a file; only a folder runs here, so give Code.fromAsset the folder itself`
    : undefined;
};

/** A folder of the assembly, or the text that the template itself holds. */
export const codeOf = (resource: Resource, code: Code): Pick<FunctionPlan, 'codeFolder' | 'inlineCode'> =>
  code.ZipFile === undefined
    ? { codeFolder: folderOf(resource, code) }
    : { codeFolder: '', inlineCode: code.ZipFile };
