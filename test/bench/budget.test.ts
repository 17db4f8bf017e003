import { measureSend, type SendCost } from '../../bench/measure-send';
import { budgetRows, sizes } from '../../bench/send-budget';

describe('one message, by the size of its chat', () => {
  const costs: SendCost[] = [];

  beforeAll(async () => {
    for (const members of sizes) costs.push(await measureSend(members));
  }, 60_000);

  it('stays within the budget of calls and capacity', () => {
    const over = budgetRows(costs).flatMap(({ name, measured, budget }) =>
      measured.flatMap((value, index) =>
        value > budget[index]! ? [`${name}, N=${sizes[index]}: ${value}`] : [],
      ),
    );
    expect(over).toEqual([]);
  });

  it('is written once and posted to everyone else once', () => {
    expect(costs.map(({ writes }) => writes)).toEqual([1, 1, 1, 1]);
    expect(costs.map(({ posts }) => posts)).toEqual(sizes.map((members) => members - 1));
  });

  it('causes no write to any member', () => {
    expect(costs.map(({ writeUnits }) => writeUnits)).toEqual([1, 1, 1, 1]);
  });
});
