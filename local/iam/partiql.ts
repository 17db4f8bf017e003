/** What a PartiQL statement does to which table, or to which of its indexes. */
export interface PartiqlUse {
  /** As in dynamodb:PartiQLSelect. */
  readonly action: string;
  readonly table: string;
  readonly index: string | undefined;
}

/** Texts, quoted names, plain names, and any other sign by itself. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\w$]+|\S/g;

/** By its first word: the action, and the word before the table. EXISTS is the condition of a transaction. */
const VERBS: ReadonlyMap<string, readonly [action: string, before: string]> = new Map([
  ['SELECT', ['PartiQLSelect', 'FROM']],
  ['EXISTS', ['PartiQLSelect', 'FROM']],
  ['INSERT', ['PartiQLInsert', 'INTO']],
  ['UPDATE', ['PartiQLUpdate', 'UPDATE']],
  ['DELETE', ['PartiQLDelete', 'FROM']],
]);

const nameIn = (token: string): string =>
  token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token;

/** Gives undefined for what is no statement, which the service refuses. */
export const partiqlUse = (statement: string): PartiqlUse | undefined => {
  const tokens = statement.match(TOKEN) ?? [];
  const [action, before] = VERBS.get(tokens[0]?.toUpperCase() ?? '') ?? [];
  const at = tokens.findIndex((token) => token.toUpperCase() === before);
  const [table, dot, index] = tokens.slice(at + 1);
  if (action === undefined || at < 0 || table === undefined) return undefined;
  return {
    action: `dynamodb:${action}`,
    table: nameIn(table),
    index: dot === '.' && index !== undefined ? nameIn(index) : undefined,
  };
};
