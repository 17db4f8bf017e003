import './quiet-log';
import { checkHistory } from '../history/check-history';
import type { Finding } from '../history/history';
import type { Shape } from './profile';
import type { ProfileName } from './profiles';
import { type Outcome, runScenario } from './run-scenario';
import { planScenario } from './plan-scenario';
import type { Scenario } from './scenario';

export type Checked = Outcome & { findings: Finding[] };

/** Runs a scenario and checks what came of it. */
export async function runChecked(scenario: Scenario): Promise<Checked> {
  const outcome = await runScenario(scenario);
  return { ...outcome, findings: checkHistory(outcome.history) };
}

export function runSeed(seed: number, profile: ProfileName, shape: Shape): Promise<Checked> {
  return runChecked(planScenario(seed, profile, shape));
}
