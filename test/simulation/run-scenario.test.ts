import type { Shape } from './profile';
import { profiles, type ProfileName } from './profiles';
import { runSeed } from './run-seed';

const names = Object.keys(profiles) as ProfileName[];
const shapes: Shape[] = ['few', 'many'];

/** More of them, and other ones: npm run simulate. */
const seeds = Array.from({ length: 2 }, (_seed, index) => index + 1);

/** What once broke a promise, as the simulation was then. */
const regressions: [number, ProfileName, Shape][] = [
  [29, 'all', 'many'],
  [103, 'all', 'many'],
  [23, 'all', 'few'],
  [17, 'disconnects', 'few'],
  [48, 'all', 'many'],
  [60, 'membership', 'many'],
  [2, 'all', 'few'],
  [2, 'deploy', 'many'],
  [14, 'retention', 'many'],
  [15, 'presence', 'many'],
  [76, 'tokens', 'few'],
  [288, 'crash', 'few'],
  [408, 'membership', 'many'],
  [260, 'presence', 'few'],
  [211, 'presence', 'many'],
  [148, 'disconnects', 'many'],
  [210, 'membership', 'many'],
  [99, 'membership', 'many'],
  [3, 'crash', 'many'],
];

describe('runScenario', () => {
  it.each(names)('keeps every promise with profile %s', async (profile) => {
    for (const shape of shapes) {
      for (const seed of seeds) {
        const { findings } = await runSeed(seed, profile, shape);
        expect({ seed, shape, findings }).toEqual({ seed, shape, findings: [] });
      }
    }
  });

  it.each(regressions)('keeps every promise with seed %i of %s, %s', async (seed, profile, shape) => {
    expect((await runSeed(seed, profile, shape)).findings).toEqual([]);
  });

  it('runs the same scenario the same way each time', async () => {
    for (const profile of names) {
      const [one, other] = [await runSeed(7, profile, 'few'), await runSeed(7, profile, 'few')];
      expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    }
  });

  it('has things go wrong in every profile that is to have them', async () => {
    for (const profile of names.filter((name) => profiles[name].rates.throttle > 0)) {
      expect((await runSeed(1, profile, 'few')).faults.length).toBeGreaterThan(10);
    }
  });
});
