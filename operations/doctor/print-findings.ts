import { type Finding, type Verdict } from './finding';

const signs: Record<Verdict, string> = { ok: 'ok', warn: 'warn', fail: 'FAIL', unknown: 'unknown' };

/** The table: one line per finding, with what to do below it where something is to be done. */
export function printFindings(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  return findings.flatMap(({ subject, verdict, text, advice }) => [
    `${signs[verdict].padEnd(7)}  ${subject.padEnd(width)}  ${text}`,
    ...(advice === undefined ? [] : [`${' '.repeat(9 + width)}  -> ${advice}`]),
  ]);
}

/** A check that could not be made is not passed. */
export function isHealthy(findings: readonly Finding[]): boolean {
  return findings.every(({ verdict }) => verdict === 'ok' || verdict === 'warn');
}
