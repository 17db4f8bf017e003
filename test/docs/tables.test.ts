import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { standing } from '../../bench/plan/standing-lines';
import { metricUnits } from '../../lambda/contract/metrics';
import { onlineKey, lastSeenKey, watchersKey } from '../../lambda/presence/keys';
import { logKeys } from '../../lambda/runtime/log-fields';
import { readConfig } from '../../lib/config';
import { outputsOf, synthesize } from '../synth/synthesize';

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/chat';

const pageOf = (name: string) => readFileSync(join(__dirname, '../..', name), 'utf8');

/** What stands in backticks in the first cell of each row of the tables of a chapter. */
function firstCells(page: string, chapter: string): string[] {
  const from = page.indexOf(`\n## ${chapter}`);
  const text = page.slice(from + 1, page.indexOf('\n## ', from + 1));
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
  );
}

/** As the refusal of an unknown option tells them. */
function optionNames(): string[] {
  try {
    readConfig(new App({ context: { 'parley:none': 1 } }));
  } catch (error) {
    return /allowed are ([^.]+)\./.exec(String(error))?.[1]?.split(', ') ?? [];
  }
  return [];
}

describe('the tables of the documents', () => {
  it('README.md has a row for each option, and no other', () => {
    const names = optionNames();
    expect(names.length).toBeGreaterThan(20);
    expect(firstCells(pageOf('README.md'), 'Configure it').sort()).toEqual([...names, 'stage'].sort());
  });

  it('README.md has a row for each output of the Chat stack, and no other', () => {
    const domain = { domainName: 'chat.example.com', certificateArn };
    const quotas = /^L-/;
    const rows = firstCells(pageOf('README.md'), 'Deploy it').filter((name) => !quotas.test(name));
    expect(rows.sort()).toEqual(outputsOf(synthesize('prod', domain).chat).sort());
  });

  it('docs/operations.md has each metric and each field of a log', () => {
    const page = pageOf('docs/operations.md');
    expect(firstCells(page, 'Metrics').sort()).toEqual(Object.keys(metricUnits).sort());
    expect(firstCells(page, 'Logs').sort()).toEqual([...logKeys].sort());
    expect(page).toContain(`value of \`code\`, ${standing.metrics} in all`);
    expect(page).toContain(
      `reads (one that divides or adds up reads several), ${standing.alarmMetrics} in all`,
    );
  });

  it('docs/data-model.md has the keys of presence', () => {
    const keys = [onlineKey, lastSeenKey, watchersKey].map((keyOf) => keyOf('userId'));
    expect(firstCells(pageOf('docs/data-model.md'), 'Presence')).toEqual(expect.arrayContaining(keys));
  });
});
