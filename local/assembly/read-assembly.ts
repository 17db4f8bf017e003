import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../json';
import { LocalError } from '../local-error';
import { manifestSchema, templateSchema, type Manifest, type Template } from './decode-template';

/** The account that every local resource lives in. */
export const LOCAL_ACCOUNT = '000000000000';

/** The major version that the installed aws-cdk-lib writes. */
export const NEWEST_SCHEMA = 55;

const DEFAULT_REGION = 'us-east-1';

export interface Stack {
  readonly name: string;
  readonly region: string;
  /** The folder that asset paths of this stack are relative to. */
  readonly directory: string;
  readonly template: Template;
}

export interface Assembly {
  readonly directory: string;
  readonly stacks: readonly Stack[];
}

/** Reads a JSON file of the assembly; what is missing or broken is named with its path. */
export const readJsonFile = <S extends v.GenericSchema>(path: string, schema: S): v.InferOutput<S> => {
  if (!existsSync(path))
    throw new LocalError(`${path} does not exist: is this a cloud assembly? Run cdk synth first.`);
  const json = parseJson(readFileSync(path, 'utf8'));
  if (json === undefined) throw new LocalError(`${path} is not valid JSON: synthesize again.`);
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new LocalError(`${path} cannot be read at ${v.getDotPath(issue) ?? 'its root'}: ${issue.message}`);
};

/** The region in aws://account/region; a stack that is bound to none runs in us-east-1. */
const regionOf = (environment: string): string => {
  const region = environment.split('/').at(-1);
  return region && region !== 'unknown-region' ? region : DEFAULT_REGION;
};

const readStack = (directory: string, id: string, artifact: Manifest['artifacts'][string]): Stack => {
  const { templateFile, stackName } = artifact.properties;
  return {
    name: stackName ?? id,
    region: regionOf(artifact.environment),
    directory,
    template: readJsonFile(join(directory, templateFile ?? `${id}.template.json`), templateSchema),
  };
};

/** Newer schemas may mean something else by what is read here, so none is read by guess. */
const readManifest = (directory: string): Manifest => {
  const path = join(directory, 'manifest.json');
  const manifest = readJsonFile(path, manifestSchema);
  if (Number(manifest.version.split('.')[0]) > NEWEST_SCHEMA)
    throw new LocalError(
      `${path} is written in version ${manifest.version} of the cloud assembly's schema; the runtime reads versions up ` +
        `to ${NEWEST_SCHEMA}: synthesize with an older aws-cdk-lib, or take a newer Parley.`,
    );
  return manifest;
};

const readStacks = (directory: string): Stack[] => {
  const { artifacts } = readManifest(directory);
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (artifact.type === 'aws:cloudformation:stack') return [readStack(directory, id, artifact)];
    if (artifact.type === 'cdk:cloud-assembly') {
      return readStacks(join(directory, artifact.properties.directoryName ?? id));
    }
    return [];
  });
};

/** Reads every stack of a synthesized cloud assembly (cdk.out), those of nested stages included. */
export const readAssembly = (directory: string): Assembly => {
  if (!existsSync(directory)) {
    throw new LocalError(
      `The assembly ${resolve(directory)} does not exist: run cdk synth, or leave out --assembly.`,
    );
  }
  const stacks = readStacks(directory);
  if (stacks.length === 0) throw new LocalError(`The assembly ${directory} holds no stack.`);
  return { directory, stacks };
};
