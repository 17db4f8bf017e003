import { join } from 'node:path';
import { printFindings } from '../../operations/doctor/print-findings';
import { readPatient } from '../../operations/doctor/read-patient';

describe('printFindings', () => {
  it('puts what to do below what is wrong', () => {
    const findings = [
      { subject: 'a', verdict: 'ok', text: 'fine' },
      { subject: 'long', verdict: 'fail', text: 'broken', advice: 'mend it' },
    ] as const;
    expect(printFindings(findings)).toEqual([
      'ok       a     fine',
      'FAIL     long  broken',
      '               -> mend it',
    ]);
  });
});

describe('readPatient', () => {
  const cdkJson = join(__dirname, '../../cdk.json');

  it('reads the stage, and what its configuration asks for', () => {
    const args = ['--stage', 'prod', '--region', 'eu-central-1', '-c', 'parley:connectionsQuota=900'];
    expect(readPatient(args, cdkJson)).toEqual({
      stage: 'prod',
      region: 'eu-central-1',
      needs: {
        requestsPerSecond: 1000,
        connectionsPerSecond: 900,
        fanOutConcurrency: 50,
        heartbeatSeconds: 20,
      },
    });
  });

  it.each([
    [[], '--stage'],
    [['--stage', 'local'], '--stage'],
    [['--stage', 'production'], 'production'],
    [['--stage', 'prod', '-c', 'x'], '-c'],
  ])('refuses %j', (args, word) => {
    expect(() => readPatient(args, cdkJson)).toThrow(word);
  });
});
