import { WebSocket } from 'ws';
import { runSmoke, type SmokeResult } from './smoke/run-smoke';
import { readSmokeOptions, smokeUsage } from './smoke/smoke-options';

function print({ name, milliseconds, failure }: SmokeResult): void {
  const sign = failure === undefined ? 'ok  ' : 'FAIL';
  console.log(
    `${sign}  ${String(milliseconds).padStart(6)} ms  ${name}${failure === undefined ? '' : `: ${failure}`}`,
  );
}

async function main(): Promise<void> {
  const options = readSmokeOptions(process.argv.slice(2));
  console.log('Two users talk; their direct chat and three messages stay behind.');
  const hasPassed = await runSmoke({ ...options, webSocket: WebSocket }, print);
  process.exit(hasPassed ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${smokeUsage}`);
  process.exit(2);
});
