import { budgetRows, sizes } from './send-budget';
import { measureSend } from './measure-send';

/** Prints what one message costs by the size of its chat, beside what it may cost. */
async function main(): Promise<void> {
  const costs = await sizes.reduce<Promise<Awaited<ReturnType<typeof measureSend>>[]>>(
    async (done, members) => [...(await done), await measureSend(members)],
    Promise.resolve([]),
  );
  const cell = (text: string) => text.padStart(12);
  console.log('one message of 100 bytes, everyone online with one device: measured / budget');
  console.log(''.padEnd(42) + sizes.map((members) => cell(`N=${members}`)).join(''));
  for (const { name, measured, budget } of budgetRows(costs)) {
    const cells = measured.map((value, index) => cell(`${value} / ${budget[index] ?? '-'}`));
    console.log(name.padEnd(42) + cells.join(''));
    if (measured.some((value, index) => value > (budget[index] ?? Infinity))) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
