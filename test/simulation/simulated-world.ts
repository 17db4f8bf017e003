import { createChat } from '../../lambda/domain/create-chat';
import type { Socket, SocketPoster } from '../../lambda/domain/ports';
import { MemoryDeviceStore } from '../support/memory-devices';
import { MemoryPresenceStore } from '../support/memory-presence';
import { Faults, type Service } from './faults';
import type { FunctionName, FunctionPorts } from './functions';
import { Life } from './life';
import { Machines } from './machines';
import { PortCalls } from './port-calls';
import type { Profile } from './profile';
import { profiles } from './profiles';
import { RecordedChats } from './recorded-chats';
import { RecordedConnections } from './recorded-connections';
import { Recorder } from './recorder';
import { burstsOf, type PlannedChat, type Scenario, warmUpMs } from './scenario';
import { between, pick, type Random, seededRandom } from './seeded-random';
import type { DevicePlan } from './simulated-device';
import { SimulatedGateway } from './simulated-gateway';
import { SimulatedLambda } from './simulated-lambda';
import { type QueueName, queueSettings, workers } from './queue-settings';
import { SimulatedQueue } from './simulated-queue';
import { LaggingChats, LaggingLog, readConsistently, type Reads } from './consistency';
import { phonesOf, simulatedSender } from './simulated-phones';
import { SimulatedLog } from './simulated-log';
import { turnKnobs } from './turn-knobs';
import { VirtualTime } from './virtual-time';
import { Wire } from './wire';

const secondsPerDay = 86_400;

const sweepEveryMs = 60_000;

const callbackUrl = 'https://simulated/dev';

/** All of the system but the devices. */
export class SimulatedWorld {
  readonly time = new VirtualTime();
  /** From when on people act and things go wrong. */
  readonly startMs: number;
  readonly recorder = new Recorder(this.time);
  readonly faults: Faults;
  readonly machines: Machines;
  readonly log: SimulatedLog;
  readonly chats = new RecordedChats(this.recorder, this.time);
  readonly connections = new RecordedConnections(this.time);
  readonly devices = new MemoryDeviceStore();
  readonly presence = new MemoryPresenceStore();
  readonly lambda: SimulatedLambda;
  readonly gateway: SimulatedGateway;
  readonly queues: Record<QueueName, SimulatedQueue>;
  readonly #calls: PortCalls;
  readonly reads: Reads;
  readonly #inlineFanOutLimit: number;
  readonly #retentionDays: number;
  #batches = 0;

  constructor(readonly scenario: Scenario) {
    const { seed, profile, muted } = scenario;
    const { time } = this;
    this.startMs = time.now() + warmUpMs(scenario);
    const bursts = burstsOf(scenario, this.startMs);
    this.faults = new Faults(time, profiles[profile], { bursts, muted: new Set(muted) });
    this.machines = new Machines(time, this.random('machines'), profiles[profile].skewMs);
    this.#calls = new PortCalls(time, this.faults);
    const { entrySeconds } = profiles[profile];
    this.log = new SimulatedLog(time, entrySeconds && this.random('deletions'));
    this.#retentionDays = entrySeconds ? this.#keepDays(entrySeconds) : 1826;
    const lag = { time, random: this.random('lag') };
    this.reads = {
      strong: { log: this.log, chats: this.chats },
      eventual: { log: new LaggingLog(this.log, lag), chats: new LaggingChats(this.chats, lag) },
    };
    this.#inlineFanOutLimit = seed % 3 === 0 ? 1 : 25;
    turnKnobs(seed, entrySeconds !== undefined);
    this.lambda = new SimulatedLambda({
      time,
      seed,
      faults: this.faults,
      portsFor: (life, name) => this.#portsFor(life, name),
    });
    this.gateway = new SimulatedGateway({
      time,
      faults: this.faults,
      random: this.random('gateway'),
      lambda: this.lambda,
      wire: new Wire(this.recorder, time.now),
    });
    const names = Object.keys(queueSettings) as QueueName[];
    const queues = names.map((name) => [name, this.#makeQueue(name)] as const);
    this.queues = Object.fromEntries(queues) as Record<QueueName, SimulatedQueue>;
    time.after(between(this.random('sweeps'), 0, sweepEveryMs), () => this.#sweep(1));
  }

  random(purpose: string): Random {
    return seededRandom(this.scenario.seed, purpose);
  }

  get seed(): number {
    return this.scenario.seed;
  }

  tokenMs(random: Random): number {
    const { min, max } = profiles[this.scenario.profile].tokenSeconds;
    return between(random, min, max) * 1000;
  }

  /** A user's phones are registered for pushes before anything goes wrong. */
  async register(plan: DevicePlan): Promise<void> {
    const { hasDeadPhones } = profiles[this.scenario.profile];
    for (const phone of phonesOf(plan, hasDeadPhones)) await this.devices.put(phone);
  }

  /** Before anything goes wrong. */
  async create({ chatId, creatorId, clientMessageId, members, type }: PlannedChat): Promise<void> {
    const device = this.scenario.devices.find(({ userId }) => userId === creatorId);
    const title = type === 'GROUP' ? { title: clientMessageId } : {};
    const body = { kind: 'created' as const, chatType: type, ...title, members };
    this.recorder.add({
      kind: 'send',
      deviceId: device?.deviceId ?? '',
      chatId,
      clientMessageId,
      body,
      isKept: false,
    });
    const life = new Life('creation', this.random('creation'), () => undefined);
    const caller = { userId: creatorId, connectionId: 'none', requestedAt: this.time.now() };
    const others = members.filter((userId) => userId !== creatorId);
    const request = { action: 'createChat' as const, requestId: 'r' };
    await createChat(
      this.#unboundPorts(life),
      caller,
      type === 'DIRECT'
        ? { ...request, type, with: others[0]! }
        : { ...request, type, title: clientMessageId, members: others, clientMessageId },
    );
  }

  #keepDays(spans: NonNullable<Profile['entrySeconds']>): number {
    const { min, max } = pick(this.random('length of retention'), spans);
    return Math.round(between(this.random('retention'), min, max)) / secondsPerDay;
  }

  #makeQueue(name: QueueName): SimulatedQueue {
    return new SimulatedQueue(queueSettings[name], {
      time: this.time,
      faults: this.faults,
      random: this.random(`queue ${name}`),
      worker: async (records) => {
        this.#batches += 1;
        const runName = `${name} ${this.#batches} of ${records.map(({ messageId }) => messageId).join(',')}`;
        const answer = await this.lambda.invoke(workers[name], runName, { Records: records });
        const { batchItemFailures } = answer as { batchItemFailures: { itemIdentifier: string }[] };
        return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      },
    });
  }

  /** Everything as this run of the function reaches it. */
  #portsFor(life: Life, name: FunctionName): FunctionPorts {
    const ports = this.#unboundPorts(life);
    const { log, chats } = readConsistently(this.reads, name);
    const bind = <Port extends object>(service: Service, port: readonly [string, Port]) =>
      this.#calls.bind(life, service, port);
    return {
      ...ports,
      log: bind('dynamodb', ['log', log]),
      chats: bind('dynamodb', ['chats', chats]),
      connections: bind('dynamodb', ['connections', ports.connections]),
      devices: bind('dynamodb', ['devices', ports.devices]),
      queue: bind('sqs', ['queue', ports.queue]),
      pushes: bind('sqs', ['pushes', ports.pushes]),
      checks: bind('sqs', ['checks', ports.checks]),
      sender: bind('sns', ['sender', ports.sender]),
      presence: bind('valkey', ['presence', ports.presence]),
      changes: bind('sqs', ['changes', ports.changes]),
      lost: bind('sqs', ['lost', ports.lost]),
      poster: this.#posterFor(life),
    };
  }

  #sweep(count: number): void {
    this.lambda.invoke('sweepLeases', `sweep ${count}`, {}).catch(() => undefined);
    this.time.after(sweepEveryMs, () => this.#sweep(count + 1));
  }

  #unboundPorts(life: Life): FunctionPorts {
    const { log, chats, connections, devices, queues } = this;
    return {
      log,
      chats,
      connections,
      devices,
      endpoints: {
        ensure: (_platform, token) => Promise.resolve(token),
        remove: () => Promise.resolve(),
        find: () => Promise.resolve(undefined),
      },
      sender: simulatedSender(this, life),
      poster: this.#posterFor(life),
      queue: { put: (jobs, delaySeconds) => queues.fanOut.put(jobs, delaySeconds) },
      pushes: { put: (job) => queues.push.put([job]) },
      checks: { put: (check) => queues.checkDelivery.put([check]) },
      runtime: this.machines.runtimeFor(life),
      inlineFanOutLimit: this.#inlineFanOutLimit,
      retentionDays: this.#retentionDays,
      callbackUrl,
      hasPreviews: false,
      heartbeatSeconds: 20,
      presence: this.presence,
      changes: { put: (changes) => queues.presence.put(changes) },
      lost: { put: (lists) => queues.lost.put(lists) },
      leaseSeconds: 30,
      directory: 'contacts',
    };
  }

  /** What fails on the way fails as the real poster says it: it never throws. */
  #posterFor(life: Life): SocketPoster {
    const post = ({ connectionId }: Socket, frame: string) => ({
      name: 'poster.post',
      effect: () => Promise.resolve(this.gateway.post(connectionId, frame)),
    });
    const close = ({ connectionId }: Socket) => ({
      name: 'poster.close',
      effect: () => Promise.resolve(this.gateway.delete(connectionId)),
    });
    return {
      post: (socket, frame) =>
        this.#calls.make(life, 'gateway', post(socket, frame)).catch(() => 'failed' as const),
      close: (socket) => this.#calls.make(life, 'gateway', close(socket)),
    };
  }
}
