import { profiles, type ProfileName, type Shape } from './profiles';
import { runSeed } from './run-seed';

const shapes: Shape[] = ['few', 'many'];

describe('runScenario', () => {
  it.each(['calm', 'normal'] satisfies ProfileName[])(
    'keeps every promise with profile %s',
    async (profile) => {
      for (const shape of shapes) {
        for (let seed = 1; seed <= 5; seed++) {
          const { findings } = await runSeed(seed, profile, shape);
          expect({ seed, shape, findings }).toEqual({ seed, shape, findings: [] });
        }
      }
    },
  );

  it('runs the same scenario the same way each time', async () => {
    for (const profile of Object.keys(profiles) as ProfileName[]) {
      const [one, other] = [await runSeed(7, profile, 'many'), await runSeed(7, profile, 'many')];
      expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    }
  });
});
