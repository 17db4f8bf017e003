import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The chapters of docs/operations.md, as links name them. */
export function chaptersOfRunbook(): string[] {
  const runbook = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
  return [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}

/** The chapter that an advice leads to, if it does to any. */
export function chapterIn(advice: string): string | undefined {
  return /docs\/operations\.md#([\w-]+)/.exec(advice)?.[1];
}
