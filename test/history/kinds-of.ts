import { checkHistory } from './check-history';
import type { FindingKind, History } from './history';

/** The kinds of what is found, each once. */
export function kindsOf(history: History): FindingKind[] {
  return [...new Set(checkHistory(history).map(({ kind }) => kind))];
}
