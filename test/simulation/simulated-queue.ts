import type { SQSRecord } from 'aws-lambda';
import type { Faults } from './faults';
import { between, type Random } from './seeded-random';
import type { VirtualTime } from './virtual-time';

/** As lib/constructs sets the queue, in seconds. */
export interface QueueSettings {
  name: string;
  visibilitySeconds: number;
  delaySeconds: number;
  windowSeconds: number;
  batchSize: number;
  /** What is older is let go. Without it: four days, which no run lasts. */
  retentionSeconds?: number;
}

/** Carries out a batch; gives the ids of the messages that failed. Rejects if the function ended. */
export type Worker = (records: SQSRecord[]) => Promise<ReadonlySet<string>>;

interface QueueMessage {
  id: string;
  body: string;
  visibleAt: number;
  endsAt: number;
  receives: number;
  /** It should be gone, and is delivered once more. */
  isDone: boolean;
}

const receivesBeforeDead = 5;
const pollMs = { min: 5, max: 100 };

/** An SQS queue with its worker: at least once, in no order, failed messages again when they become visible again. */
export class SimulatedQueue {
  readonly dead: string[] = [];
  readonly #messages = new Map<string, QueueMessage>();
  #count = 0;

  constructor(
    private readonly settings: QueueSettings,
    private readonly parts: { time: VirtualTime; faults: Faults; random: Random; worker: Worker },
  ) {}

  get size(): number {
    return this.#messages.size;
  }

  /** When the last message that was received and not done can be received again. */
  get hiddenUntil(): number {
    const hidden = [...this.#messages.values()].filter(({ receives }) => receives > 0);
    return Math.max(0, ...hidden.map(({ visibleAt }) => visibleAt));
  }

  /** Hands the jobs over. Some of them only, if the queue has a fault; then it throws. */
  put(jobs: readonly unknown[], delaySeconds = this.settings.delaySeconds): Promise<void> {
    const { faults, random } = this.parts;
    const taken = jobs.filter(
      (_job, index) =>
        jobs.length === 1 || !faults.happens('partial', `${this.settings.name} job ${index}`, random),
    );
    for (const job of taken) this.#add(JSON.stringify(job), delaySeconds * 1000);
    if (taken.length === jobs.length) return Promise.resolve();
    return Promise.reject(new Error(`unable to queue ${jobs.length - taken.length} jobs`));
  }

  #add(body: string, delayMs: number): void {
    this.#count += 1;
    const message = {
      id: `${this.settings.name}-${this.#count}`,
      body,
      visibleAt: this.parts.time.now() + delayMs,
      endsAt: this.parts.time.now() + (this.settings.retentionSeconds ?? Infinity) * 1000,
      receives: 0,
      isDone: false,
    };
    this.#messages.set(message.id, message);
    this.#poll(message);
  }

  /** A poller finds it some time after it has become visible. */
  #poll(message: QueueMessage): void {
    const { time, random } = this.parts;
    const windowMs = this.settings.windowSeconds * 1000;
    const wait = message.visibleAt - time.now() + between(random, pollMs.min, pollMs.max + windowMs);
    time.after(wait, () => {
      if (this.#messages.get(message.id) === message && message.visibleAt <= time.now())
        this.#receive(message);
    });
  }

  #receive(first: QueueMessage): void {
    const { time, faults, random } = this.parts;
    const now = time.now();
    const others = [...this.#messages.values()].filter((other) => other !== first && other.visibleAt <= now);
    const batch = [first, ...others.slice(0, this.settings.batchSize - 1)].filter((message) =>
      this.#isAlive(message),
    );
    if (batch.length === 0) return;
    for (const message of batch) {
      message.receives += 1;
      message.visibleAt = now + this.settings.visibilitySeconds * 1000;
    }
    this.#work(batch);
    if (faults.happens('duplicate', `${first.id} at once`, random)) {
      time.after(between(random, 0, 50), () => this.#work(batch));
    }
  }

  #isAlive({ id, receives, isDone, endsAt }: QueueMessage): boolean {
    if (endsAt <= this.parts.time.now()) {
      this.#messages.delete(id);
      return false;
    }
    if (receives < receivesBeforeDead || isDone) return true;
    this.dead.push(id);
    this.#messages.delete(id);
    return false;
  }

  #work(batch: readonly QueueMessage[]): void {
    const records = batch.map(({ id, body }) => ({ messageId: id, body }) as SQSRecord);
    this.parts.worker(records).then(
      (failedIds) => {
        for (const message of batch) {
          if (failedIds.has(message.id) && !message.isDone) this.#poll(message);
          else this.#done(message);
        }
      },
      () => batch.forEach((message) => (message.isDone ? this.#done(message) : this.#poll(message))),
    );
  }

  #done(message: QueueMessage): void {
    const { faults, random, time } = this.parts;
    if (!this.#messages.has(message.id)) return;
    if (!message.isDone && faults.happens('duplicate', `${message.id} again`, random)) {
      message.isDone = true;
      message.visibleAt = time.now() + between(random, 0, 3_000);
      this.#poll(message);
      return;
    }
    this.#messages.delete(message.id);
  }
}
