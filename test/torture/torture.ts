import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkHistory } from '../history/check-history';
import { describeRun, runTorture } from './run-torture';

/**
 * Real clients on real sockets of the local runtime, while its functions are killed and paused, its database and queues
 * stall, and connections are cut: nothing that is promised may break. `--minutes N` or `--seconds N` of it, 5 minutes by
 * default; `--messages N`, 20,000 by default; `--isolation process`; `--seed N`; `--keep FILE` writes the history.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seconds: { type: 'string' },
      messages: { type: 'string', default: '20000' },
      isolation: { type: 'string', default: 'thread' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      keep: { type: 'string' },
    },
  });
  const seconds = Number(values.seconds ?? Number(values.minutes) * 60);
  if (!(seconds >= 5 && seconds <= 7200))
    throw new Error('--minutes or --seconds must be 5 seconds to 2 hours');
  const { isolation } = values;
  if (isolation !== 'thread' && isolation !== 'process')
    throw new Error('--isolation must be thread or process');
  const [seed, messages] = [Number(values.seed), Number(values.messages)];
  console.log(`seed ${seed}, functions in a ${isolation} each`);
  // Whoever works off a queue leaves messages that come again three minutes later: too long for a short run.
  const hitsWorkers = seconds >= 120;
  const result = await runTorture({ seed, seconds, messages, isolation, hitsWorkers, log: console.log });
  if (values.keep !== undefined) writeFileSync(values.keep, JSON.stringify(result.history));
  for (const line of describeRun(result)) console.log(line);
  const findings = checkHistory(result.history);
  for (const finding of findings.slice(0, 50)) console.log(JSON.stringify(finding));
  console.log(`torture: ${findings.length === 0 ? 1 : 0} passed, ${findings.length} failed`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
