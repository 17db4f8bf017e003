import { posix } from 'node:path';
import ts from 'typescript';
import { DeclarationFile } from './declaration-file';

/**
 * The declarations of some modules and of everything that they name, by their paths below `project`: what is not named by
 * the types of the package stays out, and with it the schemas of the protocol.
 */
export function declarations(project: string, entries: readonly string[]): Map<string, string> {
  const files = emit(project, entries);
  const fileOf = (path: string) => {
    const file = files.get(path) ?? files.get(posix.join(path, 'index'));
    if (!file) throw new Error(`unable to make the types of the package; it has no ${path}`);
    return file;
  };
  const keep = (file: DeclarationFile, name: string): void => {
    for (const { path, name: named } of file.keep(name)) keep(fileOf(path), named);
  };
  for (const entry of entries) for (const name of fileOf(entry).exportedNames) keep(fileOf(entry), name);
  const kept = [...files.values()].filter((file) => file.isKept);
  return new Map(kept.map((file) => [`${file.path}.d.ts`, file.text((path) => fileOf(path).path)]));
}

function emit(project: string, entries: readonly string[]): Map<string, DeclarationFile> {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: refuse };
  const parsed = ts.getParsedCommandLineOfConfigFile(`${project}/client/tsconfig.package.json`, {}, host);
  const names = entries.map((entry) => `${project}/${entry}.ts`);
  const outDir = `${project}/types`;
  const program = ts.createProgram(names, {
    ...parsed?.options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: project,
    outDir,
  });
  const files = new Map<string, DeclarationFile>();
  const { diagnostics } = program.emit(undefined, (name, text) => {
    const path = posix.relative(outDir, name).replace(/\.d\.ts$/, '');
    files.set(path, new DeclarationFile(path, text));
  });
  diagnostics.forEach(refuse);
  return files;
}

function refuse({ messageText }: ts.Diagnostic): never {
  throw new Error(`unable to make the types; ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
