import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../bench/percentile';
import { startRuntime } from '../../local/runtime';
import type { Runtime } from '../../local/runtime-options';
import { synthesize } from '../../local/synthesize';
import type { History, HistoryEvent } from '../history/history';
import { between, pick, type Random, seededRandom } from '../simulation/seeded-random';
import { StoredState } from './stored-state';
import { Torment } from './torment';
import { TortureDevice } from './torture-device';

export interface TortureOptions {
  readonly seed: number;
  /** How long people write and things break. */
  readonly seconds: number;
  readonly messages: number;
  readonly isolation: 'thread' | 'process';
  readonly hitsWorkers: boolean;
  readonly log: (line: string) => void;
}

export interface TortureResult {
  readonly history: History;
  readonly torments: ReadonlyMap<string, number>;
  /** Milliseconds from a send to its acknowledgement, and to its sight at each other device that had been connected. */
  readonly acknowledged: readonly number[];
  readonly seen: readonly number[];
}

const clients = 20;
const users = 12;
const chats = 10;

/** P6, and no phones: pushes are the simulation's. */
const promises = { liveWithinMs: 15_000, pushWithinMs: 20_000 };

/** A client that was turned away often waits up to 30 s, and then all is live 15 s later. */
const quietMs = 50_000;

export async function runTorture(options: TortureOptions): Promise<TortureResult> {
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  let torment: Torment | undefined;
  const runtime = await startRuntime({
    assembly: await synthesize({ root: process.cwd() }),
    port: 0,
    webPort: 0,
    isolation: options.isolation,
    spoil: (call) => torment?.spoil(call),
  });
  const torture = new Torture(runtime, options, folder);
  try {
    await torture.prepare();
    torment = torture.torment;
    return await torture.run();
  } finally {
    torture.close();
    await runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Torture {
  readonly torment: Torment;
  readonly #startedAt = performance.now();
  readonly #events: HistoryEvent[] = [];
  readonly #devices: TortureDevice[];
  readonly #random: Random;
  readonly #state: StoredState;
  #faultsEndedAt = 0;
  #endedAt = 0;

  constructor(
    runtime: Runtime,
    private readonly options: TortureOptions,
    folder: string,
  ) {
    const { seed, hitsWorkers } = options;
    this.#random = seededRandom(seed, 'people');
    this.#state = new StoredState(runtime);
    this.#devices = Array.from({ length: clients }, (_device, index) => {
      const userId = `user-${index % users}`;
      const deviceId = `${userId}-d${Math.floor(index / users)}`;
      return new TortureDevice(
        { deviceId, userId, hasPush: false },
        {
          url: runtime.socketUrl,
          token: (name) => runtime.token(name, 86_400),
          folder: join(folder, deviceId),
          record: (event) => void this.#events.push({ at: this.#now(), ...event } as HistoryEvent),
        },
      );
    });
    const random = seededRandom(seed, 'torment');
    this.torment = new Torment(runtime, { random, devices: this.#devices, hitsWorkers });
  }

  /** Everybody connects and every chat is made before anything breaks. */
  async prepare(): Promise<void> {
    for (const device of this.#devices) device.start();
    await this.#until('all are connected', () => this.#count('connected') === clients);
    for (let index = 0; index < chats; index++) {
      const others = Array.from({ length: users }, (_user, user) => `user-${user}`).filter(
        (name) => name !== `user-${index}` && this.#random() < 0.45,
      );
      const members = others.length > 0 ? others : [`user-${(index + 1) % users}`];
      await this.#devices[index]!.createGroup(`torture ${index}`, members);
    }
    await sleep(1_000);
  }

  async run(): Promise<TortureResult> {
    const { seconds, log } = this.options;
    log(`${clients} clients of ${users} users in ${chats} chats, ${seconds} s of torment`);
    await Promise.all([this.torment.run(seconds), this.#talk(seconds)]);
    // What is still on its way when people stop writing is a backlog of this machine, not a fault of the system.
    await this.#until('all is sent', () => this.#devices.every(({ unsent }) => unsent === 0), 300);
    await this.#untilNothingIsHidden();
    this.#faultsEndedAt = this.#now();
    log(`faults are over after ${(this.#faultsEndedAt / 1000).toFixed(0)} s`);
    await sleep(quietMs);
    this.#endedAt = this.#now();
    log('everybody looks at everything');
    for (const device of this.#devices) await device.lookAtEverything();
    return { history: await this.#history(), torments: this.torment.done, ...this.#times() };
  }

  close(): void {
    for (const device of this.#devices) device.stop();
    this.#state.close();
  }

  /** Messages at an even pace, as long as the outboxes drain; some reading, some coming and going, some looking. */
  async #talk(seconds: number): Promise<void> {
    const { messages } = this.options;
    const startedAt = performance.now();
    for (let sent = 0; performance.now() - startedAt < seconds * 1000;) {
      const due = Math.min(messages, (messages * (performance.now() - startedAt)) / (seconds * 900));
      for (; sent < due; sent++) {
        const idle = this.#devices.filter(({ unsent }) => unsent < 2);
        if (idle.length === 0) break;
        this.#act(pick(this.#random, idle), sent);
      }
      await sleep(20);
    }
  }

  #act(device: TortureDevice, count: number): void {
    const { chatIds } = device;
    if (chatIds.length === 0) return;
    const chatId = pick(this.#random, chatIds);
    device.say(chatId, `message ${count}`);
    const chance = this.#random();
    if (chance < 0.03) device.read(chatId);
    else if (chance < 0.05) void device.lookAtCursors(chatId);
    else if (chance < 0.06) {
      const member = `user-${Math.floor(between(this.#random, 0, users))}`;
      if (member === device.device.userId) return;
      const isAdded = this.#random() < 0.6;
      device.change(
        chatId,
        isAdded ? { kind: 'membersAdded', members: [member] } : { kind: 'memberRemoved', member },
      );
    }
  }

  /** What a worker had when it died comes again after the visibility timeout of its queue: until then faults are not over. */
  async #untilNothingIsHidden(): Promise<void> {
    if (!this.options.hitsWorkers) return;
    const isWork = (logicalId: string): boolean => !isDeadLetters(logicalId);
    await this.#until('the queues are empty', async () => (await this.#state.queued(isWork)) === 0, 600);
  }

  async #history(): Promise<History> {
    const logs: History['logs'] = {};
    const chatIds = new Set(this.#events.flatMap((event) => ('chatId' in event ? [event.chatId] : [])));
    for (const chatId of chatIds) logs[chatId] = await this.#state.log(chatId);
    const unsent = this.#devices.reduce((sum, device) => sum + device.unsent, 0);
    const timers = this.#devices.reduce((sum, device) => sum + device.stop(), 0);
    const deadLetters = await this.#state.queued(isDeadLetters);
    return {
      promises,
      faultsEndedAt: this.#faultsEndedAt,
      endedAt: this.#endedAt,
      devices: this.#devices.map(({ device }) => device),
      events: this.#events,
      logs,
      leftOvers: { unsent, timers, 'dead letters': deadLetters },
    };
  }

  #times(): Pick<TortureResult, 'acknowledged' | 'seen'> {
    const sentAt = new Map<string, number>();
    const acknowledged: number[] = [];
    const seen: number[] = [];
    for (const event of this.#events) {
      if (event.kind === 'send' && event.isKept) sentAt.set(event.clientMessageId, event.at);
      const id = event.kind === 'settled' ? event.clientMessageId : undefined;
      const own = event.kind === 'seen' && event.how === 'live' ? event.entry.clientMessageId : undefined;
      const start = sentAt.get(id ?? own ?? '');
      if (start === undefined) continue;
      (id === undefined ? seen : acknowledged).push(event.at - start);
    }
    return { acknowledged, seen };
  }

  #count(kind: HistoryEvent['kind']): number {
    return this.#events.filter((event) => event.kind === kind).length;
  }

  async #until(what: string, holds: () => boolean | Promise<boolean>, withinSeconds = 120): Promise<void> {
    for (const endsAt = performance.now() + withinSeconds * 1000; !(await holds());) {
      if (performance.now() > endsAt) throw new Error(`waited ${withinSeconds} s in vain until ${what}`);
      await sleep(200);
    }
  }

  #now(): number {
    return Math.round(performance.now() - this.#startedAt);
  }
}

const isDeadLetters = (logicalId: string): boolean => /dead/i.test(logicalId);

/** What is told of a run, besides its findings. */
export function describeRun({ history, torments, acknowledged, seen }: TortureResult): string[] {
  const entries = Object.values(history.logs).reduce((sum, log) => sum + log.length, 0);
  const sights = history.events.filter(({ kind }) => kind === 'seen').length;
  const row = (name: string, times: readonly number[]) =>
    `${name}: p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms (${times.length})`;
  return [
    [...torments].map(([name, count]) => `${count} ${name}`).join(', '),
    `${entries} entries stored in ${Object.keys(history.logs).length} chats, ${sights} times seen`,
    row('send to acknowledgement', acknowledged),
    row('send to sight, live', seen),
  ];
}
