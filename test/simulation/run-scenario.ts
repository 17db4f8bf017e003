import type { LogEntry } from '../../lambda/domain/log-entry';
import type { History, StoredEntry } from '../history/history';
import { Course } from './course';
import { profiles } from './profiles';
import { faultMs, type Scenario } from './scenario';
import { SimulatedDevice } from './simulated-device';
import { SimulatedWorld } from './simulated-world';

/** What is promised: P6, and a push within the window of its queue and the time of a delivery check. */
const promises = { liveWithinMs: 15_000, pushWithinMs: 20_000 };

/** A lease, the time until the next sweep, and two seconds for the telling. */
const presencePromise = { onlineWithinMs: 5_000, offlineWithinMs: 92_000 };

/** For the last look of all devices, and for what follows from it. */
const lookMs = 60_000;

export interface Outcome {
  history: History;
  faults: { at: number; fault: string }[];
  events: number;
}

/** Runs one scenario to its end. The same scenario gives the same outcome. */
export async function runScenario(scenario: Scenario): Promise<Outcome> {
  const world = new SimulatedWorld(scenario);
  const { time, startMs, recorder, faults } = world;
  const devices = new Map(scenario.devices.map((plan) => [plan.deviceId, new SimulatedDevice(plan, world)]));
  for (const plan of scenario.devices) await world.register(plan);
  for (const chat of scenario.chats) await world.create(chat);
  new Course(world, devices).schedule();
  await time.runUntil(startMs);
  faults.isOver = false;
  await time.runUntil(startMs + faultMs);
  faults.isOver = true;
  const absent = new Set(scenario.absent.map(({ deviceId }) => deviceId));
  for (const [deviceId, device] of devices) if (!absent.has(deviceId)) device.heal();
  const { fanOut, checkDelivery, push } = world.queues;
  const hiddenUntil = [fanOut, checkDelivery, push].map((queue) => queue.hiddenUntil);
  // Whole, as the clocks of machines are: the time of an entry goes into its id.
  const faultsEndedAt = Math.ceil(Math.max(time.now(), ...hiddenUntil)) + 200;
  const { quietMs, isHarmless, isVanishing } = profiles[scenario.profile];
  const endedAt = faultsEndedAt + quietMs;
  await time.runUntil(endedAt);
  for (const device of devices.values()) device.heal();
  await time.runUntil(endedAt + lookMs / 2);
  for (const device of devices.values()) device.lookAtEverything();
  await time.runUntil(endedAt + lookMs);
  return {
    history: {
      promises: { ...promises, ...(isVanishing && { presence: presencePromise }) },
      faultsEndedAt: isHarmless ? startMs : faultsEndedAt,
      endedAt,
      devices: scenario.devices,
      undisturbed: undisturbedIn(scenario),
      events: recorder.events,
      logs: logsOf(world),
      leftOvers: await leftOvers(world, [...devices.values()]),
    },
    faults: faults.record,
    events: time.events,
  };
}

/** Devices to which nothing is done, in a run in which no call fails. */
function undisturbedIn({ profile, incidents, absent, devices }: Scenario): string[] {
  const { throttle, crash } = profiles[profile].rates;
  if (throttle + crash > 0 || incidents.some(({ kind }) => kind === 'storm')) return [];
  const disturbed = new Set([...incidents, ...absent].map((one) => ('deviceId' in one ? one.deviceId : '')));
  return devices.map(({ deviceId }) => deviceId).filter((deviceId) => !disturbed.has(deviceId));
}

function logsOf({ log }: SimulatedWorld): History['logs'] {
  const logs: Record<string, StoredEntry[]> = {};
  for (const { entry, at } of log.committed) (logs[entry.chatId] ??= []).push(stored(entry, at));
  for (const entries of Object.values(logs)) entries.sort((one, other) => one.seq - other.seq);
  return logs;
}

function stored(entry: LogEntry, committedAt: number): StoredEntry {
  const { seq, senderId, clientMessageId, contentType, content } = entry;
  const body = contentType === 'TEXT' || contentType === 'EVENT' ? entry.content : JSON.stringify(content);
  const [sentAt, expiresAt] = [Date.parse(entry.sentAt), entry.expiresAt * 1000];
  return {
    seq,
    senderId,
    clientMessageId,
    body: body,
    committedAt,
    sentAt,
    expiresAt,
  };
}

/** What is there when all applications have ended. */
async function leftOvers(
  world: SimulatedWorld,
  devices: readonly SimulatedDevice[],
): Promise<Record<string, number>> {
  const unsent = devices.reduce((sum, { outbox }) => sum + outbox.records.size, 0);
  // Where tokens are short there may be one that takes over, and those that it and the one before it took over from.
  const allowed = profiles[world.scenario.profile].tokenSeconds.max < 60 ? 3 : 1;
  const sockets = devices.reduce((sum, { network }) => sum + Math.max(0, network.openSockets - allowed), 0);
  const timers = devices.reduce((sum, device) => sum + device.stop(), 0);
  const queues = Object.values(world.queues);
  await world.time.runUntil(world.time.now() + 60_000);
  const users = [...new Set(devices.map(({ plan }) => plan.userId))];
  const rows = await world.connections.list(users);
  return {
    unsent,
    timers,
    'sockets too many of one client': sockets,
    'endless reads': world.log.endlessReads,
    jobs: queues.reduce((sum, queue) => sum + queue.size, 0),
    'dead letters': queues.reduce((sum, queue) => sum + queue.dead.length, 0),
    'connections of closed sockets': rows.filter(({ connectionId }) => {
      const goneAt = world.gateway.disconnected.get(connectionId) ?? -Infinity;
      return (world.connections.registeredAt.get(connectionId) ?? 0) < goneAt;
    }).length,
  };
}
