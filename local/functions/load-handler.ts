import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asHandler, exportsOf, type Handler } from './decode-handler';

const namedError = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const findModule = (codeFolder: string, name: string): string => {
  const file = ['.js', '.mjs', '.cjs']
    .map((extension) => join(codeFolder, `${name}${extension}`))
    .find(existsSync);
  if (file === undefined)
    throw namedError('Runtime.ImportModuleError', `Error: Cannot find module '${name}'`);
  return file;
};

const isEsmError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ESM';

const load = async (file: string): Promise<unknown> => {
  try {
    if (!file.endsWith('.mjs')) return createRequire(join(dirname(file), 'noop.js'))(file);
  } catch (error) {
    if (!isEsmError(error)) throw error;
  }
  return import(pathToFileURL(file).href);
};

/** Finds the function that a Handler setting such as `index.handler` names. */
export const loadHandler = async (codeFolder: string, setting: string): Promise<Handler> => {
  const dot = setting.lastIndexOf('.');
  const name = setting.slice(dot + 1);
  const exported = exportsOf(await load(findModule(codeFolder, setting.slice(0, dot))));
  const handler = asHandler(exported[name] ?? exportsOf(exported['default'])[name]);
  if (!handler) throw namedError('Runtime.HandlerNotFound', `${setting} is undefined or not exported`);
  return handler;
};
