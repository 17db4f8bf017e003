import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Crowd } from './load/crowd';
import { RuntimeChild, type RuntimeSize } from './load/runtime-child';
import { heading, percentiles } from './percentiles';

/** From here on growth of the heap is judged: before, it is the collector's and the compiler's. */
const judgedFromSeconds = 900;
const samples = 30;

/** For connecting, for the storm, and for a machine that is busy. */
const spareSeconds = 600;

/** A runtime that answers no more must not hold the run for ever. */
function endAfter(seconds: number): void {
  const giveUp = (): void => {
    console.log(`not done after ${seconds} s\nload: 0 passed, 1 failed`);
    process.exit(1);
  };
  setTimeout(giveUp, seconds * 1000).unref();
}

interface Verdict {
  readonly name: string;
  readonly isGood: boolean;
}

const decimal = (name: string, text: string, [lowest, highest]: readonly [number, number]): number => {
  const value = Number(text);
  if (value >= lowest && value <= highest) return value;
  throw new Error(`--${name} must be a number from ${lowest} to ${highest}`);
};

/**
 * 1,000 sockets on a local runtime in another process, a group of 500 and a hundred of ten; then all are cut and come
 * back. `--minutes N` or `--seconds N`, 30 minutes by default; `--sockets N`, `--group N`, `--rate N` messages a second,
 * `--every N` seconds between messages into the large group.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      seconds: { type: 'string' },
      sockets: { type: 'string', default: '1000' },
      group: { type: 'string', default: '500' },
      rate: { type: 'string', default: '4' },
      every: { type: 'string', default: '20' },
    },
  });
  const seconds = decimal('seconds', values.seconds ?? String(Number(values.minutes) * 60), [10, 7200]);
  const sockets = decimal('sockets', values.sockets, [20, 1000]);
  const group = decimal('group', values.group, [3, Math.min(500, sockets)]);
  const pace = {
    perSecond: decimal('rate', values.rate, [0.1, 1000]),
    everySeconds: decimal('every', values.every, [0.1, 3600]),
  };
  endAfter(seconds + spareSeconds);
  const runtime = await RuntimeChild.start();
  const crowd = new Crowd(runtime.addresses, { sockets, group });
  try {
    await open(crowd, { sockets, group });
    const sizes = sample(runtime, seconds);
    // What ends the run is told by whoever met it first.
    sizes.catch(() => undefined);
    await crowd.talk(seconds, pace);
    await drain(crowd);
    report(crowd, seconds);
    conclude([
      { name: `${crowd.missing()} entries did not arrive`, isGood: crowd.missing() === 0 },
      heapVerdict(await sizes, seconds),
      stormVerdict(await crowd.storm(), crowd),
    ]);
  } finally {
    crowd.close();
    await runtime.stop();
  }
}

async function open(crowd: Crowd, { sockets, group }: { sockets: number; group: number }): Promise<void> {
  const startedAt = performance.now();
  await crowd.connect();
  const connected = (performance.now() - startedAt) / 1000;
  await crowd.makeChats();
  console.log(
    `${sockets} sockets connected in ${connected.toFixed(1)} s; a group of ${group}, the others of ten`,
  );
}

/** What is on its way when the talk ends: sync must not be needed for it, only time. */
async function drain(crowd: Crowd): Promise<void> {
  for (let waited = 0; crowd.missing() > 0 && waited < 20_000; waited += 200) await sleep(200);
}

/** Evenly over the run; the last one at its end. */
async function sample(runtime: RuntimeChild, seconds: number): Promise<RuntimeSize[]> {
  const sizes: RuntimeSize[] = [];
  for (let count = 0; count < samples; count++) {
    await sleep((seconds * 1000) / samples);
    sizes.push(await runtime.measure());
  }
  return sizes;
}

function report({ acknowledged, received, clients }: Crowd, seconds: number): void {
  const perSecond = (count: number): string => (count / seconds).toFixed(1);
  console.log(`${seconds} s: ${acknowledged.length} messages, ${perSecond(acknowledged.length)} a second,`);
  console.log(`received ${received.length} times, ${perSecond(received.length)} a second`);
  const retries = clients.reduce((sum, client) => sum + client.retries, 0);
  console.log(`${retries} requests sent again after a refusal`);
  console.log(heading);
  console.log(percentiles('send to receive', received));
  console.log(percentiles('send to ack', acknowledged));
}

function heapVerdict(sizes: readonly RuntimeSize[], seconds: number): Verdict {
  const tenths = sizes.filter((_size, at) => (at + 1) % (samples / 10) === 0);
  console.log('after tenths of the time ' + tenths.map((_size, at) => String(at + 1).padStart(6)).join(''));
  console.log(
    'heap, MB                 ' + tenths.map(({ heapMb }) => heapMb.toFixed(1).padStart(6)).join(''),
  );
  console.log(
    'environments             ' + tenths.map(({ environments }) => String(environments).padStart(6)).join(''),
  );
  const [from = 0, to = 0] = [sizes[Math.floor(samples / 3)]?.heapMb, sizes.at(-1)?.heapMb];
  const growth = (to / from - 1) * 100;
  const isJudged = seconds >= judgedFromSeconds;
  const name =
    `heap of the runtime from a third of the time to its end: ${from.toFixed(1)} -> ${to.toFixed(1)} MB ` +
    `(${growth.toFixed(1)} %${isJudged ? '' : '; not judged in a run this short'})`;
  return { name, isGood: !isJudged || growth < 10 };
}

function stormVerdict(seconds: number, crowd: Crowd): Verdict {
  const name = `all cut and resynced in ${seconds.toFixed(1)} s, ${crowd.missing()} entries missing`;
  return { name, isGood: seconds <= 30 && crowd.missing() === 0 };
}

function conclude(verdicts: readonly Verdict[]): void {
  for (const { name, isGood } of verdicts) console.log(`${isGood ? 'ok  ' : 'FAIL'}  ${name}`);
  const failed = verdicts.filter(({ isGood }) => !isGood).length;
  console.log(`load: ${verdicts.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log('load: 0 passed, 1 failed');
  process.exitCode = 1;
});
