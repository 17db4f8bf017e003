import { posix } from 'node:path';
import ts from 'typescript';

/** A name that another module declares. */
export interface Foreign {
  /** Of the module, without its suffix. */
  path: string;
  name: string;
}

/** The declarations of one module, of which only those are written that are kept. */
export class DeclarationFile {
  readonly path: string;
  readonly #source: ts.SourceFile;
  readonly #kept = new Set<ts.Statement>();
  readonly #keptNames = new Set<string>();

  /** `path`: without its suffix. */
  constructor(path: string, text: string) {
    this.path = path;
    this.#source = ts.createSourceFile(`${path}.d.ts`, text, ts.ScriptTarget.ES2022, true);
  }

  get exportedNames(): string[] {
    return this.#source.statements.flatMap((statement) =>
      ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.map(({ name }) => name.text)
        : namesOf(statement),
    );
  }

  get isKept(): boolean {
    return this.#keptNames.size > 0;
  }

  /** Keeps a declaration, and what it names in this file. Gives what it names in others. */
  keep(name: string): Foreign[] {
    if (this.#keptNames.has(name)) return [];
    const foreign = this.#foreign(name);
    const declared = this.#source.statements.filter((statement) => namesOf(statement).includes(name));
    if (!foreign && declared.length === 0) return [];
    this.#keptNames.add(name);
    for (const statement of declared) this.#kept.add(statement);
    const named = declared.flatMap(referencesIn).flatMap((reference) => this.keep(reference));
    return foreign ? [foreign, ...named] : named;
  }

  /** `resolve` gives the file that a path leads to, an index file perhaps. */
  text(resolve: (path: string) => string): string {
    const parts = this.#source.statements.flatMap((statement) => {
      if (this.#kept.has(statement)) return [statement.getFullText().trim()];
      const { keyword, specifier, elements } = listIn(statement);
      const names = elements.filter(({ name }) => this.#keptNames.has(name.text));
      if (specifier === undefined || names.length === 0) return [];
      const target = posix.relative(posix.dirname(this.path), resolve(this.#pathOf(specifier)));
      const list = names.map((element) => element.getText()).join(', ');
      return [`${keyword} { ${list} } from '${target.startsWith('.') ? target : `./${target}`}.js';`];
    });
    return `${parts.join('\n')}\n`;
  }

  #foreign(name: string): Foreign | undefined {
    for (const { specifier, elements } of this.#source.statements.map(listIn)) {
      const element = elements.find((one) => one.name.text === name);
      if (!element || specifier === undefined) continue;
      return { path: this.#pathOf(specifier), name: (element.propertyName ?? element.name).text };
    }
    return undefined;
  }

  #pathOf(specifier: string): string {
    if (specifier.startsWith('.')) return posix.join(posix.dirname(this.path), specifier);
    throw new Error(`unable to make the types of the package; ${this.path} needs those of ${specifier}`);
  }
}

interface ImportedList {
  keyword: 'import' | 'export';
  /** Where the names come from; undefined for statements of another kind. */
  specifier?: string;
  elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[];
}

function listIn(statement: ts.Statement): ImportedList {
  const isList = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
  if (!isList || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier))
    return { keyword: 'import', elements: [] };
  const specifier = statement.moduleSpecifier.text;
  if (ts.isExportDeclaration(statement)) {
    const list = statement.exportClause;
    return { keyword: 'export', specifier, elements: list && ts.isNamedExports(list) ? list.elements : [] };
  }
  const list = statement.importClause?.namedBindings;
  return { keyword: 'import', specifier, elements: list && ts.isNamedImports(list) ? list.elements : [] };
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const isNamed =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

/** What a declaration names: types, and values whose type it asks for. */
function referencesIn(node: ts.Node): string[] {
  if (ts.isImportTypeNode(node))
    throw new Error(`unable to make the types of the package; give a name to ${node.getText()}`);
  const name = ts.isTypeReferenceNode(node)
    ? node.typeName
    : ts.isTypeQueryNode(node)
      ? node.exprName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
  const inside: string[] = [];
  node.forEachChild((child) => void inside.push(...referencesIn(child)));
  return name ? [name.getText(), ...inside] : inside;
}
