import type { FindingKind } from '../history/history';
import { type Checked, runChecked } from './run-seed';
import type { Scenario } from './scenario';

export interface Shrunk {
  scenario: Scenario;
  checked: Checked;
  runs: number;
}

/** A way to leave out some of a kind of things that happen: `count` of them there are, `without` leaves out a range. */
interface Part {
  count: number;
  without: (from: number, to: number) => Scenario;
}

/**
 * Leaves out operations, incidents, devices, chats and single faults as long as the same kind of finding remains. What
 * comes out is not the shortest history there is, but one of which nothing can be left out by itself.
 */
export async function shrinkScenario(failing: Scenario, kind: FindingKind, maxRuns: number): Promise<Shrunk> {
  let scenario = failing;
  let checked = await runChecked(scenario);
  let runs = 1;
  const isFailing = async (candidate: Scenario) => {
    runs += 1;
    const result = await runChecked(candidate);
    if (!result.findings.some((finding) => finding.kind === kind)) return false;
    scenario = candidate;
    checked = result;
    return true;
  };
  for (let before = -1; runs < maxRuns && sizeOf(scenario, checked) !== before;) {
    before = sizeOf(scenario, checked);
    for (const partOf of parts) {
      for (
        let size = partOf(scenario, checked).count;
        size >= 1 && runs < maxRuns;
        size = Math.floor(size / 2)
      ) {
        for (let from = 0; from < partOf(scenario, checked).count && runs < maxRuns;) {
          if (!(await isFailing(partOf(scenario, checked).without(from, from + size)))) from += size;
        }
      }
    }
  }
  return { scenario, checked, runs };
}

function sizeOf({ operations, incidents, devices, chats }: Scenario, { faults }: Checked): number {
  return operations.length + incidents.length + devices.length + chats.length + faults.length;
}

const parts: ((scenario: Scenario, checked: Checked) => Part)[] = [
  (scenario) => listPart(scenario, 'incidents'),
  (scenario, { faults }) => ({
    count: faults.length,
    without: (from, to) => {
      const muted = faults.slice(from, to).map(({ fault }) => fault);
      return { ...scenario, muted: [...scenario.muted, ...muted] };
    },
  }),
  (scenario) => listPart(scenario, 'operations'),
  (scenario) => ({
    count: scenario.devices.length,
    without: (from, to) =>
      withDevices(scenario, [...scenario.devices.slice(0, from), ...scenario.devices.slice(to)]),
  }),
  (scenario) => listPart(scenario, 'chats'),
  (scenario) => listPart(scenario, 'absent'),
];

function listPart(scenario: Scenario, name: 'operations' | 'incidents' | 'absent' | 'chats'): Part {
  const items = scenario[name];
  return {
    count: items.length,
    without: (from, to) => ({ ...scenario, [name]: [...items.slice(0, from), ...items.slice(to)] }),
  };
}

function withDevices(scenario: Scenario, devices: Scenario['devices']): Scenario {
  const isThere = ({ deviceId }: { deviceId: string }) =>
    devices.some((device) => device.deviceId === deviceId);
  return {
    ...scenario,
    devices,
    operations: scenario.operations.filter(isThere),
    incidents: scenario.incidents.filter((incident) => !('deviceId' in incident) || isThere(incident)),
    absent: scenario.absent.filter(isThere),
  };
}
