import type { FindingKind } from '../history/history';
import type { ProfileName, Shape } from './profiles';

/** A bug that is planted in a test build: in `file`, the one place that reads `search` reads `replace`. */
export interface Mutant {
  name: string;
  file: string;
  search: string;
  replace: string;
  /** Where it is found best, and as what. */
  profile: ProfileName;
  shape: Shape;
  as: FindingKind[];
}

export const mutants: Mutant[] = [
  {
    name: 'acknowledge before it is stored',
    file: 'lambda/domain/append-entry.ts',
    search: 'const taken = await ports.log.append(entry);',
    replace:
      'void ports.log.append(entry).catch(() => undefined); const taken = undefined as LogEntry | undefined;',
    profile: 'normal',
    shape: 'few',
    as: ['acknowledged-lost', 'order-diverges'],
  },
];
