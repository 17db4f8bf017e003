import { parseArgs } from 'node:util';
import { startRuntime } from '../../local/runtime';
import { synthesizeChat } from '../support/local-runtime';
import { fuzzFrames } from './fuzz-frames';
import { fuzzPeople } from './fuzz-people';

/**
 * Frames and sequences of actions made by chance, over the wire, on a local runtime: `--frames N` (20,000), `--people N`
 * (200 sequences), `--seed N`. A failure prints its seed, its path and the shrunk case; `--seed N --path P` repeats it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      frames: { type: 'string', default: '20000' },
      people: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      path: { type: 'string' },
    },
  });
  const [frames, people, seed] = [Number(values.frames), Number(values.people), Number(values.seed)];
  const options = { seed, ...(values.path !== undefined && { path: values.path }) };
  const assembly = await synthesizeChat();
  const runtime = await startRuntime({ assembly, port: 0, webPort: 0 });
  let failed = 0;
  const part = async (name: string, run: () => Promise<void>): Promise<void> => {
    const startedAt = performance.now();
    await run().catch((error: unknown) => {
      failed += 1;
      console.error(error instanceof Error ? error.message : error);
    });
    console.log(`${name}, seed ${seed}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  };
  if (frames > 0) await part(`${frames} frames`, () => fuzzFrames(runtime, { ...options, runs: frames }));
  if (people > 0) await part(`${people} sequences`, () => fuzzPeople(runtime, { ...options, runs: people }));
  await runtime.stop();
  console.log(`fuzz: ${2 - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
